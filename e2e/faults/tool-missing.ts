/** The machine lacks what a row breaks things with, in words: the row is printed as not played. */
export class ToolMissing extends Error {
  override readonly name = 'ToolMissing';
}
