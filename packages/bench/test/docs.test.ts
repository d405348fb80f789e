import { expect, test } from "bun:test";
import { filled } from "../src/report/docs.ts";

const PAGE = `before
<!-- bench drain -->
old
<!-- /bench -->
between
<!-- bench memory -->
as it was
<!-- /bench -->
after
`;

test("a table takes the place of the one before; what was not measured stays", () => {
  const once = filled(PAGE, new Map([["drain", "| new |"]]));

  expect(once).toBe(PAGE.replace("old", "\n| new |\n"));
  expect(filled(once, new Map([["drain", "| new |"]]))).toBe(once);
});
