import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { OPERATION_KINDS, type OperationKind } from "./command-rules";

const MOST_FILES = 4;

/** Words that are kinds and something else, too: files in which they are that something else. */
const OTHER_MEANINGS: Partial<Record<OperationKind, readonly string[]>> = {
  start: [
    "components/account/second-factor/factor-rows.tsx",
    "components/admin/activity/audit-words.ts",
    "components/charts/sparkline.tsx",
    "components/hosts/list/host-row.tsx",
    "components/ui/icon.tsx",
    "lib/cli/with-npm.mjs",
    "lib/fair-queue.ts",
    "lib/monitor/thin-out.ts",
  ],
  stop: [
    "components/admin/customers/invite-card.tsx",
    "components/ui/icon.tsx",
    "lib/db/start.ts",
    "lib/every.ts",
  ],
  // What the panel's page tells the console's window.
  "open-console": ["components/hosts/console/opener.ts"],
  // What the API's first example asks for.
  restart: ["components/developers/reference.tsx"],
  "suspend-host": ["components/developers/reference.tsx"],
  // The way to its dialog.
  "reset-password": ["components/find/groups.ts"],
  // A page, a card, a type of tasks, a call of the master, a group of commands.
  reinstall: [
    "app/(panel)/activity/activity-lists.tsx",
    "app/(panel)/hosts/[vmid]/reinstall/page.tsx",
    "components/hosts/reinstall/summary.tsx",
    "components/hosts/settings/settings-page.tsx",
    "lib/api/fleet/infrastructure-schemas.ts",
    "lib/api/offers.ts",
    "components/find/pages.ts",
    "lib/fleet/survey/page-needs.ts",
    "lib/hosts/evidence/task-evidence.ts",
    "lib/accounts/rights.ts",
    "lib/hosts/host-pages.ts",
    "lib/rstack/calls/host-calls.ts",
  ],
};
/**
 * Messages and the simulator name commands as they must; so does the SQL of an index, which reads no code. The gallery's
 * words are icons.
 */
const EXEMPT =
  /^app\/gallery\/|\.test\.tsx?$|\/testing\/|testing\.tsx?$|^lib\/(simulator|i18n|db\/(migrations\/|schema\.ts$))/;
/** A page's texts and one of their keys. */
const TEXTS = /(use|get)Translations\("[\w.-]+"\)(\("[\w-]+")?|namespaces=\{\[[^\]]*\]\}|\b[tw]\("[\w-]+"\)/g;

const ROOT = path.join(import.meta.dirname, "../..");
const sources = new Map(
  ["app", "components", "lib"]
    .flatMap((place) =>
      readdirSync(path.join(ROOT, place), { recursive: true, encoding: "utf8" }).map((file) =>
        path.posix.join(place, file.replaceAll(path.sep, "/")),
      ),
    )
    .filter((file) => /\.(ts|tsx|mjs)$/.test(file) && !EXEMPT.test(file))
    .map((file) => [file, readFileSync(path.join(ROOT, file), "utf8").replace(TEXTS, "")]),
);

it("a command is named in at most four files: its rules, its definition and its form among them", () => {
  const named = OPERATION_KINDS.map((kind) => {
    const literal = new RegExp(`["'\`]${kind}["'\`]|^\\s*${kind}:`, "m");
    const files = [...sources].filter(([, text]) => literal.test(text)).map(([file]) => file);
    return { kind, files: files.filter((file) => !OTHER_MEANINGS[kind]?.includes(file)) };
  });
  expect(named.every(({ files }) => files.length >= 2)).toBe(true);
  const over = named.filter(({ files }) => files.length > MOST_FILES);
  // Derive from COMMAND_RULES instead of naming the kind once more.
  expect(over).toEqual([]);
});
