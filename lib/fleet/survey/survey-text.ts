import { createTranslator as englishOf } from "use-intl/core";
import type { Cause, Diagnosis } from "../fault-causes";
import { ACTION_OF, judgePages, type PageVerdict, type Shortfall } from "./judge-pages";
import { lossOf } from "./page-needs";
import type { Survey, SurveyedReply } from "./survey-master";
import WORDS from "./survey-words.json";

/** For `npm run check`, in English: a provider's engineer reads it in a terminal. */
const TEXT: Record<Cause, string> = {
  clock: "the clock: this machine's and the master's differ too much, so every signature is out of date",
  signature: "the signature: RSTACK_SECRET is not the master's API secret",
  "address-list":
    "the address list: the master allows only listed addresses, and this machine's is not on it",
  name: "the host name in RSTACK_URL can't be found (DNS)",
  "connect-refused": "the connection was refused: nothing listens at this address and port",
  "connect-timeout": "the connection timed out: a wrong address, or a firewall in between",
  "connect-failed": "the connection could not be made",
  tls: "TLS: the certificate was not accepted, or there is no TLS at this port",
  "plain-http":
    "plain http to an address that is neither loopback nor private: use https, or set RSTACK_ALLOW_HTTP=1",
  "answer-timeout": "time-out: the master took the call and did not answer in time",
  reset: "the connection was closed before the answer was whole",
  redirect: "a redirect was answered: RSTACK_URL must be the endpoint itself, and redirects are not followed",
  "http-status": "an HTTP error was answered: RSTACK_URL may not be the API's endpoint",
  "not-rstack":
    "a web page was answered: RSTACK_URL may not be the API's endpoint, or a proxy answers in its place",
  unreadable: "the answer is not one that RStack's document describes",
  "host-not-named":
    "the rows don't say which host they are about: if a column holds the host's id under another name, set RSTACK_COLUMNS, such as hypertask.vmid=hostid",
  "customer-not-named":
    "no row of the customers has userid, by which the panel tells them apart and which RStack's document promises: see whether something between here and RStack changes answers, update RStack, or report it with the file of npm run check -- --record",
  "column-missing":
    "no row has a column that is needed: if it has another name here, set RSTACK_COLUMNS, such as vm_snapshot.snapshotname=title",
  "too-large": "the answer is larger than the panel takes",
  breaker: "the panel itself held the call back, since several calls before it had failed",
  "panel-limits": "the panel itself held the call back",
};

function diagnosisLines(diagnosis: Diagnosis): string[] {
  const { cause, left, words, clockSkewMs, detail } = diagnosis;
  return [
    ...(words === null ? [] : [`the master's own words: ${words === "" ? "(none)" : `"${words}"`}`]),
    ...(cause === null ? [] : [`cause: ${TEXT[cause]}`]),
    ...(left.length === 0
      ? []
      : ["the answer doesn't tell the cause; what is left:", ...left.map((c) => `  - ${TEXT[c]}`)]),
    ...(clockSkewMs === null ? [] : [`clocks: ${skewText(clockSkewMs)}`]),
    ...(detail ? [`detail: ${detail}`] : []),
  ];
}

function skewText(skewMs: number | null): string {
  if (skewMs === null) {
    return "not known (the master's answers carry no Date)";
  }
  const seconds = Math.round(skewMs / 1000);
  if (Math.abs(seconds) < 2) {
    return "equal";
  }
  return `this machine is ${Math.abs(seconds)} s ${seconds > 0 ? "ahead of" : "behind"} the master`;
}

const OK = "ok   ";
const WARN = "look ";
const FAULT = "FAULT";
const under = (lines: readonly string[]) => lines.map((line) => `        ${line}`);

/** Whether a panel at this master would work: it answers, its hosts can be listed, and their rows say whose they are. */
export function surveyIsGood(survey: Survey): boolean {
  const { test, fleet, owner } = survey;
  return (
    test.ok &&
    fleet !== null &&
    fleet.diagnosis === null &&
    (fleet.rows === 0 ? fleet.badRows === 0 : owner.found)
  );
}

/** Plain text, line by line. */
export function surveyLines(survey: Survey, endpoint: string): string[] {
  return [
    `RStack at ${endpoint}`,
    ...contactLines(survey),
    ...(survey.fleet
      ? [...fleetLines(survey, survey.fleet), ...survey.replies.flatMap(replyLines), zoneLine(survey)]
      : []),
    ...pageLines(judgePages(survey)),
    surveyIsGood(survey)
      ? "The panel and this master understand each other."
      : "This must be put right before the panel can work.",
  ];
}

function contactLines({ test, clockSkewMs, plainHttp }: Survey): string[] {
  const times = test.timesMs.map((ms) => `${ms} ms`).join(", ");
  const reached = test.ok || test.diagnosis?.kind === "refused";
  return [
    reached ? `${OK} reached (${times})` : `${FAULT} not reached, or no answer of RStack's`,
    ...(test.ok ? [`${OK} signature, clock and address list: the master took a signed call`] : []),
    ...(test.diagnosis
      ? [
          ...(reached ? [`${FAULT} the master refused a signed call`] : []),
          ...under(diagnosisLines(test.diagnosis)),
        ]
      : []),
    ...(test.ok
      ? [
          `${clockSkewMs !== null && Math.abs(clockSkewMs) > 30_000 ? WARN : OK} clocks: ${skewText(clockSkewMs)}`,
        ]
      : []),
    ...(plainHttp
      ? [`${WARN} plain http: who can read along can act on every host. Use https where the master offers it`]
      : []),
  ];
}

function fleetLines(survey: Survey, fleet: NonNullable<Survey["fleet"]>): string[] {
  if (fleet.diagnosis) {
    return [
      `${FAULT} the host list was not given (${fleet.ms} ms)`,
      ...under(diagnosisLines(fleet.diagnosis)),
    ];
  }
  return [
    `${OK} hosts: ${fleet.rows} rows of ${fleet.owners} owners in ${fleet.ms} ms`,
    ...(fleet.badRows > 0
      ? [`${WARN} ${fleet.badRows} rows can't be used: no id, or id or owner twice in one row`]
      : []),
    ...(fleet.doubledIds > 0
      ? [`${WARN} ${fleet.doubledIds} ids stand in more than one row: customers are not shown these hosts`]
      : []),
    ...ownerLines(survey, fleet),
    filterLine(survey),
    ...survey.ignoresHost.map(
      (list) => `${WARN} ${list} doesn't look at vmid: it gave rows for a host that nobody has`,
    ),
  ];
}

function ownerLines({ owner }: Survey, fleet: NonNullable<Survey["fleet"]>): string[] {
  if (fleet.rows === 0) {
    return [`${WARN} owner: no host, so which column holds the owner can't be seen`];
  }
  if (owner.found) {
    return [
      `${OK} owner: in the column ${owner.field}`,
      ...(fleet.ownerlessRows > 0
        ? [`${WARN} ${fleet.ownerlessRows} rows have no owner: no customer is shown these hosts`]
        : []),
    ];
  }
  const first = owner.columnThere
    ? `${FAULT} owner: the column ${owner.field} is there and empty in every row, so no customer is shown a host`
    : `${FAULT} owner: no row has a column ${owner.field}, so no customer is shown a host`;
  const next =
    owner.candidates.length > 0
      ? `columns that look like it: ${owner.candidates.join(", ")}. If one is, set RSTACK_OWNER_FIELD to it`
      : "no other column looks like it: ask who runs the master which one holds the customer's userid, and set RSTACK_OWNER_FIELD";
  return [first, ...under([next])];
}

function filterLine({ filtersByOwner }: Survey): string {
  if (filtersByOwner === null) {
    return `${WARN} userid: these answers can't tell whether it filters the host list`;
  }
  return filtersByOwner
    ? `${OK} userid filters the host list: the panel asks for each customer's hosts alone`
    : `${OK} userid does not filter the host list: the panel reads the whole fleet in the background`;
}

function replyLines(found: SurveyedReply): string[] {
  const name = ACTION_OF[found.reply];
  if (!found.ok) {
    return [
      `${WARN} ${found.reply} (${name}): not given (${found.ms} ms)`,
      ...under(diagnosisLines(found.diagnosis)),
    ];
  }
  const named = (...kinds: string[]) =>
    found.fields.filter((one) => kinds.includes(one.found)).map(({ column }) => column);
  const line = (what: string, columns: string[]) =>
    columns.length > 0 ? [`${what}: ${columns.join(", ")}`] : [];
  const isShort = found.isUntold || named("unreadable").length > 0;
  return [
    `${isShort ? WARN : OK} ${found.reply} (${name}): ${found.rows} row${found.rows === 1 ? "" : "s"} (${found.ms} ms)`,
    ...under([
      `columns: ${found.columns.join(", ") || "none seen"}`,
      ...line("found", named("found")),
      ...line("found by RSTACK_COLUMNS", named("set")),
      ...line("guessed", named("guessed")),
      ...line("found, and empty in every row", named("empty")),
      ...line("found, and can't be read", named("unreadable")),
      ...missingLines(found),
      ...(found.isUntold ? ["the rows don't say which host they are about, and nothing else tells"] : []),
    ]),
  ];
}

/** Each with what doesn't work without it. */
function missingLines({ reply, fields }: Extract<SurveyedReply, { ok: true }>): string[] {
  const missing = fields.filter(({ found }) => found === "missing");
  const costly = missing.flatMap(({ field, column }) => {
    const loss = lossOf(reply, field);
    return loss === null ? [] : [`MISSING: ${column}. Without it ${words(`lost.${loss}`)}`];
  });
  const others = missing.filter(({ field }) => lossOf(reply, field) === null).map(({ column }) => column);
  return [
    ...costly,
    ...(others.length > 0 ? [`missing, and nothing depends on it: ${others.join(", ")}`] : []),
  ];
}

const words = englishOf({ locale: "en", messages: WORDS });
const MARKS = { works: OK, untried: WARN, partly: WARN, cannot: FAULT, off: "off  " } as const;

/** One line for each page, and under it what is missing. */
function pageLines(pages: readonly PageVerdict[]): string[] {
  if (pages.length === 0) {
    return [];
  }
  const sentence = (one: Shortfall) => {
    if ("console" in one) {
      return words(`consoleDetail.${one.console}`);
    }
    const name = one.column === null ? one.action : `${one.action}.${one.column}`;
    return words("shortfall", { why: words(`why.${one.why}`, { name }), lost: words(`lost.${one.lost}`) });
  };
  const isShort = pages.some(({ shortfalls }) => shortfalls.some((one) => "lost" in one));
  return [
    `${words("pagesTitle")}:`,
    ...pages.flatMap(({ page, verdict, shortfalls, unseen }) => [
      `${MARKS[verdict]} ${words(`page.${page}`)}: ${words(`verdict.${verdict}`).toLowerCase()}`,
      ...under([
        ...shortfalls.map(sentence),
        ...(unseen.length > 0
          ? [words("unseen", { replies: unseen.map((reply) => ACTION_OF[reply]).join(", ") })]
          : []),
      ]),
    ]),
    ...(isShort ? [words("howToName")] : []),
  ];
}

const zoneLine = ({ timeZone }: Survey): string =>
  timeZone
    ? `${OK} time zone of the master: ${timeZone}`
    : `${WARN} time zone: no host with samples was found to tell it by`;
