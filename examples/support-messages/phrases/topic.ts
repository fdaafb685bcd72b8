/** What one kind of customer writes about: a message opens with one line, may add a detail, and may end with a request. */
export interface Topic {
  /** How common the topic is among those of its label; 1 is usual. */
  readonly weight: number;
  /** Says what the message is about. */
  readonly open: readonly string[];
  /** Goes with any opening of the topic. */
  readonly detail: readonly string[];
  /** What the writer wants; empty where nothing is asked for. */
  readonly ask: readonly string[];
}
