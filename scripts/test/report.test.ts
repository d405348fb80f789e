import { expect, test } from "bun:test";
import { readReport } from "./report.ts";

const REPORT = `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="bun test" tests="4" failures="1" skipped="1">
  <testsuite name="a.test.ts" file="a.test.ts">
    <testsuite name="group">
      <testcase name="is right" classname="group" time="0.1" file="a.test.ts" line="2" />
      <testcase name="a &lt; b &amp; &quot;c&quot;" classname="group" time="0.1" file="a.test.ts" line="3">
        <failure type="AssertionError" message="no">expected &lt;skipped /&gt;&#10;&#10;  at a.test.ts:3:1</failure>
      </testcase>
      <testcase name="later" classname="" time="0" file="a.test.ts" line="4">
        <skipped />
      </testcase>
    </testsuite>
  </testsuite>
</testsuites>`;

test("counts what passed, failed and was skipped, and names the failures", () => {
  expect(readReport(REPORT, ["a.test.ts"], 1)).toEqual({
    passed: 1,
    skipped: 1,
    failures: ['a.test.ts: group > a < b & "c"\n      expected <skipped />\n        at a.test.ts:3:1'],
  });
});

test("a failure that has a message alone is told with that", () => {
  const late = REPORT.replace(/<failure.*?<\/failure>/s, '<failure type="TimeoutError" message="test timed out" />');
  expect(readReport(late, [], 1).failures).toEqual(['a.test.ts: group > a < b & "c"\n      test timed out']);
});

test("a file that did not load is a failure of its own", () => {
  expect(readReport(REPORT, ["a.test.ts", "b.test.ts"], 1).failures[1]).toStartWith("b.test.ts: ");
});

test("a run that failed in no test it reports has failed all the same", () => {
  const sound = REPORT.replace(/<failure.*<\/failure>/s, "");
  expect(readReport(sound, ["a.test.ts"], 0).failures).toEqual([]);
  expect(readReport(sound, ["a.test.ts"], 1).failures).toHaveLength(1);
  expect(readReport(null, [], 137)).toMatchObject({ passed: 0, failures: ["bun test left no report (exit code 137)"] });
});
