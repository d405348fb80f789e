/** Something that must never happen, and did. */
export class Violation extends Error {
  override readonly name = "Violation";
}
