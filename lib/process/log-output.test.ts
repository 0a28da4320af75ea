import { expect, it } from "vitest";
import { lostLogLines, outputTo } from "./log-output";

const fault = (code: string) => Object.assign(new Error(code), { code });

/** A file whose writes fail where `faults` names a code, take so many bytes where it names a number, and else take all. */
function file(...faults: (string | number | undefined)[]) {
  let text = "";
  let tries = 0;
  const output = outputTo((bytes) => {
    tries += 1;
    const next = faults.shift();
    if (typeof next === "string") {
      throw fault(next);
    }
    const taken = next ?? bytes.length;
    text += Buffer.from(bytes).toString("utf8", 0, taken);
    return taken;
  });
  return { write: (line: string) => output.write(line), text: () => text, tries: () => tries };
}

it.each(["ENOSPC", "EPIPE", "EIO", "EBADF"])(
  "a line that can't be written by %s is counted and nothing more",
  (code) => {
    const before = lostLogLines();
    const to = file(code, code);
    to.write("one\n");
    to.write("two\n");
    to.write("three\n");
    expect({ text: to.text(), lost: lostLogLines() - before }).toEqual({ text: "three\n", lost: 2 });
  },
);

it("a reader that is slow gets the line, and one that stands still loses it", () => {
  const before = lostLogLines();
  const slow = file("EAGAIN", 2, "EAGAIN");
  slow.write("one\n");
  expect({ text: slow.text(), lost: lostLogLines() - before }).toEqual({ text: "one\n", lost: 0 });
  const still = file(...Array.from({ length: 100 }, () => "EAGAIN"));
  still.write("two\n");
  const waited = still.tries();
  still.write("three\n");
  expect(still.tries() - waited).toBe(1);
  expect(lostLogLines() - before).toBe(2);
  file().write("");
});

it("a line after one that was cut off begins on a line of its own", () => {
  const to = file(3, "ENOSPC");
  to.write('{"a":1}\n');
  to.write('{"b":2}\n');
  expect(to.text()).toBe('{"a\n{"b":2}\n');
});
