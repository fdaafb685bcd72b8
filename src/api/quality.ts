export type { SuggestOptions } from "../quality/suggestions/options.ts";
export { suggestKeywords, type SuggestKeywordsOptions } from "../quality/suggestions/suggest-keywords.ts";
export { suggestPatterns, type SuggestPatternsOptions } from "../quality/suggestions/suggest-patterns.ts";
export { suggestThresholds, type SuggestThresholdsOptions } from "../quality/suggestions/suggest-thresholds.ts";
export type { FunctionSuggestions, SuggestedFunction } from "../quality/suggestions/suggestions.ts";
