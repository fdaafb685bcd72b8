/** Writes an ONNX model by hand: softmax(x W + b). ONNX files are protocol buffers; this is all of them that it takes. */

type Bytes = readonly number[] | Uint8Array;

/** A whole number in pieces of seven bits, the lowest first. */
function varint(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...bytes, rest];
    bytes.push((rest % 128) + 128);
  }
}

const joined = (parts: readonly Bytes[]): Uint8Array =>
  new Uint8Array(Buffer.concat(parts.map((part) => Uint8Array.from(part))));
const number = (field: number, value: number): Uint8Array => joined([varint(field * 8), varint(value)]);
const bytes = (field: number, content: Bytes): Uint8Array =>
  joined([varint(field * 8 + 2), varint(content.length), content]);
const text = (field: number, content: string): Uint8Array => bytes(field, Buffer.from(content));
const message = (field: number, ...parts: readonly Uint8Array[]): Uint8Array => bytes(field, joined(parts));

// Field numbers and constants are those of onnx.proto.
const float = 1;

/** NodeProto: what is computed from what. */
const node = (operator: string, inputs: readonly string[], output: string, ...attributes: Uint8Array[]): Uint8Array =>
  message(1, ...inputs.map((name) => text(1, name)), text(2, output), text(4, operator), ...attributes);

/** TensorProto: constants, as little-endian 32-bit floats. */
function tensor(name: string, shape: readonly number[], values: Float32Array): Uint8Array {
  const raw = new DataView(new ArrayBuffer(4 * values.length));
  values.forEach((value, i) => raw.setFloat32(4 * i, value, true));
  const dims = shape.map((size) => number(1, size));
  return message(5, ...dims, number(2, float), text(8, name), bytes(9, new Uint8Array(raw.buffer)));
}

/** ValueInfoProto: a matrix of any number of rows that goes in or comes out. */
const matrix = (field: number, name: string, columns: number): Uint8Array => {
  const shape = message(2, message(1, text(2, "rows")), message(1, number(1, columns)));
  return message(field, text(1, name), message(2, message(1, number(1, float), shape)));
};

/**
 * An ONNX model with the input `x` (rows x D) and the output `probabilities` (rows x K).
 *
 * @param weights D x K, row by row.
 * @param intercepts K numbers.
 */
export function onnxOfWeights(weights: Float32Array, intercepts: ArrayLike<number>): Uint8Array {
  const k = intercepts.length;
  const d = weights.length / k;
  const lastAxis = message(5, text(1, "axis"), number(3, 1), number(20, 2)); // an attribute; 2: a whole number
  const graph = message(
    7,
    node("MatMul", ["x", "weights"], "products"),
    node("Add", ["products", "intercepts"], "scores"),
    node("Softmax", ["scores"], "probabilities", lastAxis),
    text(2, "logistic regression"),
    tensor("weights", [d, k], weights),
    tensor("intercepts", [k], Float32Array.from(intercepts)),
    matrix(11, "x", d),
    matrix(12, "probabilities", k),
  );
  const operators = message(8, text(1, ""), number(2, 13)); // the set of operators and its version
  return joined([number(1, 7), text(2, "labelwright example"), graph, operators]); // 7: the version of the format
}
