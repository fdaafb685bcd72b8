import { describe, expect, test } from "vitest";
import { labelwright, scratchFolder } from "./helpers.ts";

const scratch = scratchFolder();
const votes = scratch.write("votes.csv", "id,a,b\n1,x,y\n2,y,y\n");

describe("labelwright", () => {
  test("--help lists the commands and exit codes on stdout", async () => {
    const { code, stdout, stderr } = await labelwright(["--help"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    for (const command of ["run", "apply", "analyze", "fit", "predict"]) {
      expect(stdout).toMatch(new RegExp(`^  ${command} `, "m"));
    }
    expect(stdout).toContain("Exit codes: 0 done, 1 bad data or a failed check, 2 bad usage, 130 interrupted.");
  });

  test("COMMAND --help lists the command's options", async () => {
    const { code, stdout } = await labelwright(["fit", "--help"]);
    expect(code).toBe(0);
    expect(stdout).toContain("--class-balance <balance>");
  });

  test("--version prints the version", async () => {
    const { code, stdout } = await labelwright(["--version"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  test("names the commands there are when given another one", async () => {
    expect(await labelwright(["teach"])).toEqual({
      code: 2,
      stdout: "",
      stderr: expect.stringMatching(
        /^error: labelwright: the command "teach"; expected one of init, run, apply, [a-z, ]+. See labelwright --help.\n$/,
      ) as string,
    });
  });

  test("asks for a command when given none", async () => {
    expect(await labelwright([])).toEqual({
      code: 2,
      stdout: "",
      stderr: expect.stringMatching(
        /^error: labelwright: no command; expected one of init, run, apply, [a-z, ]+. See labelwright --help.\n$/,
      ) as string,
    });
  });
});

describe("bad usage ends with 2 and says what is wrong:", () => {
  const out = scratch.at("model.json");
  test.each([
    [["fit", "--out", out], "labelwright fit: missing required argument 'votes'."],
    [["fit", votes], "labelwright fit: required option '--out <model>' not specified."],
    [["fit", votes, "--out"], "labelwright fit: option '--out <model>' argument missing."],
    [
      ["fit", votes, "more", "--out", out],
      "labelwright fit: too many arguments for 'fit'. Expected 1 argument but got 2.",
    ],
    [
      ["fit", votes, "--out", out, "--lables", "a,b"],
      "labelwright fit: unknown option '--lables' (Did you mean --labels?).",
    ],
    [
      ["fit", votes, "--out", out, "--label-model", "magic"],
      "labelwright fit: option '--label-model <kind>' argument 'magic' is invalid. Allowed choices are em, majority, weighted-majority, dawid-skene, one-coin, triplets, ebcc.",
    ],
    [
      ["fit", votes, "--out", scratch.at("model.bin")],
      `--out: ${scratch.at("model.bin")}; expected a file ending in .json.`,
    ],
    [
      ["fit", votes, "--out", out, "--class-balance", "guess"],
      '--class-balance: "guess"; expected estimate, uniform, or a probability for each label such as ham=0.7,spam=0.3. Probabilities lie between 0 and 1; a label that never occurs should not be in the label set.',
    ],
    [
      ["fit", votes, "--out", out, "--class-balance", "x=0.7,y=0.4"],
      "--class-balance: probabilities that sum to 1.1; expected a sum of 1.",
    ],
    [
      ["fit", votes, "--out", out, "--class-balance", "x=1,y=0"],
      '--class-balance: "x=1"; expected estimate, uniform, or a probability for each label such as ham=0.7,spam=0.3. Probabilities lie between 0 and 1; a label that never occurs should not be in the label set.',
    ],
    [
      ["fit", votes, "--out", out, "--class-balance", "x=0.5,z=0.5"],
      '--class-balance: a probability for "z"; expected one for each of "x", "y".',
    ],
    [["fit", votes, "--out", out, "--default-label", "z"], '--default-label: "z"; expected one of "x", "y".'],
    [
      ["fit", votes, "--out", out, "--depends", "a"],
      '--depends: "a"; expected the names of two labeling functions: a,b.',
    ],
    [["fit", votes, "--out", out, "--depends", "a,c"], '--depends: "c"; expected one of "a", "b".'],
    [
      ["fit", votes, "--out", out, "--label-model", "majority", "--known", "b"],
      "--known: with the label model majority; expected the label model em. Leave out one of the two.",
    ],
    [
      ["fit", votes, "--out", out, "--long", "id,a,b", "--known", "b"],
      "labelwright fit: option '--known <column>' cannot be used with option '--long <item,worker,label>'.",
    ],
    [
      ["fit", votes, "--out", out, "--multi-label", "--default-label", "x"],
      "labelwright fit: option '--multi-label' cannot be used with option '--default-label <label>'.",
    ],
    [["fit", votes, "--out", out, "--labels", "x"], '--labels: "x"; expected at least 2 labels, such as ham,spam.'],
    [["fit", votes, "--out", out, "--labels", "x,y,x"], '--labels: "x" more than once; expected each name once.'],
    [
      ["fit", votes, "--out", out, "--labels", "x,,y"],
      '--labels: "x,,y"; expected values separated by commas, none of them empty, such as a,"b, c".',
    ],
    [
      ["fit", votes, "--out", out, "--labels", 'x,"y'],
      '--labels: "x,\\"y"; expected values separated by commas, quoted as in CSV: a,"b, c".',
    ],
    [["fit", votes, "--out", out, "--seed", "1.5"], '--seed: "1.5"; expected a whole number.'],
    [
      ["fit", votes, "--out", out, "--max-iterations", "0"],
      '--max-iterations: "0"; expected a whole number of at least 1.',
    ],
    [["fit", votes, "--out", out, "--tolerance", "2"], '--tolerance: "2"; expected a number from 0 to 1.'],
    [
      ["fit", votes, "--out", out, "--long", "item,worker"],
      '--long: "item,worker"; expected the names of three columns: item,worker,label.',
    ],
    [
      ["fit", votes, "--out", out, "--long", "id,a,b", "--id", "id"],
      "labelwright fit: option '--long <item,worker,label>' cannot be used with option '--id <column>'.",
    ],
    [
      ["predict", votes, "--model", out, "--out", scratch.at("labels.txt")],
      `--out: ${scratch.at("labels.txt")}; expected a file ending in .arrow, .arrows, .parquet, .csv or .jsonl.`,
    ],
    [["predict", votes, "--model", out, "--out", votes], `--out: ${votes}, which is read from; expected another file.`],
    [
      ["analyze", votes, "--gold", "a", "--gold-file", votes],
      "labelwright analyze: option '--gold-file <file>' cannot be used with option '--gold <column>'.",
    ],
  ])("%j", async (args, message) => {
    expect(await labelwright(args)).toEqual({ code: 2, stdout: "", stderr: `error: ${message}\n` });
  });
});

describe("with --json, an error is one JSON document on stdout:", () => {
  test("of bad usage", async () => {
    const { code, stdout, stderr } = await labelwright(["fit", votes, "--json"]);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toEqual({
      error: {
        code: "bad_option",
        where: "labelwright fit",
        message: "labelwright fit: required option '--out <model>' not specified.",
        details: { reason: "commander.missingMandatoryOptionValue" },
      },
    });
    expect(stderr).toBe("error: labelwright fit: required option '--out <model>' not specified.\n");
  });

  test("of bad data", async () => {
    const missing = scratch.at("missing.csv");
    const { code, stdout } = await labelwright(["fit", missing, "--out", scratch.at("m.json"), "--json"]);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual({
      error: {
        code: "file_not_found",
        where: missing,
        message: `${missing}: there is no such file. Check the path.`,
        details: { path: missing, systemError: "ENOENT" },
      },
    });
  });
});

test("an aborted signal ends with 130", async () => {
  const interrupt = new AbortController();
  interrupt.abort();
  const out = scratch.at("never.json");
  expect(await labelwright(["fit", votes, "--out", out], interrupt.signal)).toEqual({
    code: 130,
    stdout: "",
    stderr: "interrupted\n",
  });
  const { stdout } = await labelwright(["fit", votes, "--out", out, "--json"], interrupt.signal);
  expect(JSON.parse(stdout)).toMatchObject({ error: { code: "aborted", message: "interrupted" } });
});

test("names from files cannot send control characters to the terminal", async () => {
  const hostile = scratch.write("hostile.csv", "id,a\u001b[2J,b\n1,x,y\n2,y,x\n");
  const { code, stdout } = await labelwright(["analyze", hostile]);
  expect(code).toBe(0);
  expect(stdout).not.toContain("\u001b");
  expect(stdout).toContain("a\ufffd[2J");
});
