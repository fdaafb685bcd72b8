/** A graph of numbered nodes, by the nodes that follow each. */
export type Successors = (node: number) => readonly number[];

/** The strongly connected components that are reached from some nodes (Tarjan's algorithm, without recursion). */
export function connectedComponents(starts: Iterable<number>, successors: Successors): readonly (readonly number[])[] {
  const indices = new Map<number, number>();
  const low = new Map<number, number>();
  const open: number[] = [];
  const isOpen = new Set<number>();
  const components: (readonly number[])[] = [];
  const lower = (node: number, value: number): void => void low.set(node, Math.min(low.get(node) ?? value, value));

  const enter = (node: number): { node: number; next: number } => {
    indices.set(node, indices.size);
    lower(node, indices.size - 1);
    open.push(node);
    isOpen.add(node);
    return { node, next: 0 };
  };
  const leave = (node: number): void => {
    if (low.get(node) !== indices.get(node)) return;
    const component = open.splice(open.lastIndexOf(node));
    for (const member of component) isOpen.delete(member);
    components.push(component);
  };

  for (const start of starts) {
    const path = indices.has(start) ? [] : [enter(start)];
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const next = successors(top.node)[top.next++];
      if (next === undefined) {
        leave(top.node);
        path.pop();
        const parent = path.at(-1);
        if (parent !== undefined) lower(parent.node, low.get(top.node) ?? 0);
      } else if (!indices.has(next)) path.push(enter(next));
      else if (isOpen.has(next)) lower(top.node, indices.get(next) ?? 0);
    }
  }
  return components;
}

/** A shortest path from a node to one that is wanted, both included; null where there is none. */
export function shortestPath(
  from: number,
  isWanted: (node: number) => boolean,
  successors: Successors,
): readonly number[] | null {
  const cameFrom = new Map<number, number>();
  const queue = [from];
  for (const node of queue) {
    for (const next of successors(node)) {
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, node);
      if (isWanted(next)) {
        const path = [next];
        for (let at = node; at !== from; at = cameFrom.get(at) ?? from) path.unshift(at);
        return [from, ...path];
      }
      queue.push(next);
    }
  }
  return null;
}
