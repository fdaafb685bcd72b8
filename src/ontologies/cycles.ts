/** Lists of numbers, one after another: list `n` is `targets[at[n]]` up to `targets[at[n + 1]]`. */
export interface Links {
  readonly at: Int32Array;
  readonly targets: Int32Array;
}

/** Links out of pairs `from[k]` to `to[k]`, each pair once, ascending. */
export function linksOf(count: number, from: Int32Array, to: Int32Array): Links {
  const at = new Int32Array(count + 1);
  for (const node of from) at[node + 1] = (at[node + 1] ?? 0) + 1;
  for (let n = 0; n < count; n++) at[n + 1] = (at[n + 1] ?? 0) + (at[n] ?? 0);
  const targets = new Int32Array(from.length);
  const next = at.slice(0, count);
  from.forEach((node, k) => {
    const place = next[node] ?? 0;
    targets[place] = to[k] ?? 0;
    next[node] = place + 1;
  });
  const distinct = new Int32Array(count + 1);
  let kept = 0;
  for (let n = 0; n < count; n++) {
    const list = targets.subarray(at[n], at[n + 1]).sort();
    let last = -1;
    for (const target of list) {
      if (target !== last) targets[kept++] = last = target;
    }
    distinct[n + 1] = kept;
  }
  return { at: distinct, targets: targets.slice(0, kept) };
}

/** The nodes that can be reached from themselves (Tarjan's components of more than one node, without recursion). */
export function nodesOnCycles({ at, targets }: Links): readonly number[] {
  const count = at.length - 1;
  const index = new Int32Array(count).fill(-1);
  const low = new Int32Array(count);
  const isOpen = new Uint8Array(count);
  const next = at.slice(0, count);
  const open: number[] = [];
  const found: number[] = [];
  let seen = 0;
  const enter = (node: number, path: number[]): void => {
    index[node] = low[node] = seen++;
    isOpen[node] = 1;
    open.push(node);
    path.push(node);
  };
  const leave = (node: number): void => {
    if (low[node] !== index[node]) return;
    const component = open.splice(open.lastIndexOf(node));
    for (const member of component) isOpen[member] = 0;
    const isLoop = targets.subarray(at[node], at[node + 1]).includes(node);
    if (component.length > 1 || isLoop) found.push(...component);
  };
  for (let start = 0; start < count; start++) {
    if (index[start] !== -1) continue;
    const path: number[] = [];
    enter(start, path);
    while (path.length > 0) {
      const node = path.at(-1) ?? 0;
      const place = next[node] ?? 0;
      if (place < (at[node + 1] ?? 0)) {
        next[node] = place + 1;
        const target = targets[place] ?? 0;
        if (index[target] === -1) enter(target, path);
        else if (isOpen[target] === 1) low[node] = Math.min(low[node] ?? 0, index[target] ?? 0);
        continue;
      }
      path.pop();
      leave(node);
      const parent = path.at(-1);
      if (parent !== undefined) low[parent] = Math.min(low[parent] ?? 0, low[node] ?? 0);
    }
  }
  return found.sort((a, b) => a - b);
}
