export { diffPacks, type DiffOptions } from "../quality/diff/diff-packs.ts";
export type { FunctionDiff, MovedRow, PackDiff, PackDiffJson, PackName, VoteMove } from "../quality/diff/pack-diff.ts";
export type { ChangeSign, FunctionStatus } from "../quality/diff/pair-functions.ts";
export type { SuggestOptions } from "../quality/suggestions/options.ts";
export { suggestKeywords, type SuggestKeywordsOptions } from "../quality/suggestions/suggest-keywords.ts";
export { suggestPatterns, type SuggestPatternsOptions } from "../quality/suggestions/suggest-patterns.ts";
export { suggestThresholds, type SuggestThresholdsOptions } from "../quality/suggestions/suggest-thresholds.ts";
export type { FunctionSuggestions, SuggestedFunction } from "../quality/suggestions/suggestions.ts";
export type { TextSuggestOptions } from "../quality/suggestions/text-request.ts";
