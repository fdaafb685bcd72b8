/** `T`, from which the compiler takes no type argument: what `NoInfer` is from TypeScript 5.4 on. Notebooks have 5.0. */
export type NotInferred<T> = [T][T extends unknown ? 0 : never];
