import { userInfo } from "node:os";
import { parseArgs } from "node:util";
import { type AccountRecord, accountNamed, setDisabled } from "../accounts/account-admin";
import { setPassword } from "../accounts/change-password";
import { type AccountFault, createAccount } from "../accounts/create-account";
import { type LinkFault, linkCustomer, unlinkCustomer } from "../accounts/linked/linked-customers";
import { resetFactors } from "../accounts/second-factor/change-factors";
import { ownersTold, tellOwner } from "../accounts/security-mail";
import { ROLES } from "../accounts/sessions/viewer";
import {
  LONGEST_PASSWORD,
  type PasswordFault,
  passwordFault,
  SHORTEST_PASSWORD,
} from "../accounts/sign-in/password-rules";
import { confirmCustomer } from "../accounts/status/rstack-status";
import { readTokenForm, type TokenFault } from "../accounts/tokens/token-form";
import { FLEET_SCOPES, isFleetScope } from "../accounts/tokens/token-scopes";
import { makeToken } from "../accounts/tokens/tokens";
import { adminIds } from "../accounts/tokens/warn-endings";
import { LOCALES } from "../i18n/locales";
import { type AuditAction, recordAudit } from "../operations/audit";
import { parseUserId } from "../rstack/ids";
import { sayAccounts, saySessions } from "./account-lists";

export interface Terminal {
  readPassword: () => Promise<string>;
  say: (line: string) => void;
}

/** What was asked for can't be done; the message is for whoever typed it. */
export class AccountCommandError extends Error {}

const USAGE = `npm run account -- add --username U [--userid ID] [--email E] [--role ${ROLES.join("|")}] [--locale ${LOCALES.join("|")}]
npm run account -- list
npm run account -- token --username ADMIN --name N --scopes ${FLEET_SCOPES.join(",")} --days N --addresses CIDR[,CIDR]
npm run account -- link|unlink --username U --userid ID
npm run account -- password|disable|enable|sessions|no-second-factor --username U
The first line of standard input is the password (add, password).`;

/** Runs one command. Throws `AccountCommandError` with what is wrong. */
export async function runAccountCommand(args: string[], terminal: Terminal): Promise<void> {
  const { command, options } = read(args);
  switch (command) {
    case "add":
      return add(options, terminal);
    case "list":
      return sayAccounts(terminal.say);
    case "password": {
      const account = await named(options);
      await setPassword(account.id, await password(account, terminal));
      await writeDown(account, "password-set");
      return terminal.say(`${account.username}: the password is set, and every session has ended`);
    }
    case "disable":
    case "enable": {
      const account = await named(options);
      await setDisabled(account.id, command === "disable");
      await writeDown(account, `${account.role === "customer" ? "account" : "staff"}-${command}d`);
      return terminal.say(`${account.username} is ${command}d`);
    }
    case "no-second-factor": {
      const account = await named(options);
      await resetFactors(account.id);
      await writeDown(account, account.role === "customer" ? "second-factor-reset" : "staff-factors-reset");
      return terminal.say(`${account.username}: second factors are gone, and every session has ended`);
    }
    case "token":
      return makeProviderToken(await named(options), options, terminal);
    case "link":
    case "unlink":
      return changeLink(command, options, terminal);
    case "sessions":
      return saySessions(await named(options), terminal.say);
    default:
      throw new AccountCommandError(USAGE);
  }
}

/** In the audit like what staff do on pages; whoever can run this may do everything. */
const writeDown = (
  { username, userId }: Pick<AccountRecord, "username" | "role" | "userId">,
  action: AuditAction,
  detail?: Record<string, unknown>,
): Promise<void> =>
  recordAudit(
    { accountId: null, displayName: `npm run account (${userInfo().username})`, role: "admin", view: null },
    { action, outcome: "done", userId, subject: username, detail },
  );

const OPTIONS = [
  ...(["username", "userid", "email", "role", "locale"] as const),
  ...(["name", "scopes", "days", "addresses"] as const),
];
type Options = Partial<Record<(typeof OPTIONS)[number], string>>;

function read(args: string[]): { command: string | undefined; options: Options } {
  const text = { type: "string" } as const;
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: Object.fromEntries(OPTIONS.map((name) => [name, text])),
    });
    return { command: positionals.length === 1 ? positionals[0] : undefined, options: values as Options };
  } catch (error) {
    throw new AccountCommandError(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
  }
}

function oneOf<T extends string>(
  known: readonly T[],
  given: string | undefined,
  option: string,
): T | undefined {
  const found = known.find((one) => one === given);
  if (given !== undefined && found === undefined) {
    throw new AccountCommandError(`--${option} is one of ${known.join(", ")}`);
  }
  return found;
}

async function named({ username }: Options): Promise<AccountRecord> {
  if (username === undefined) {
    throw new AccountCommandError(`--username is missing\n\n${USAGE}`);
  }
  const account = await accountNamed(username);
  if (!account) {
    throw new AccountCommandError(`there is no account ${username}`);
  }
  return account;
}

const FAULTS: Record<AccountFault, string> = {
  "bad-username": "--username has 1 to 64 characters, no blanks and no @",
  "bad-email": "--email is no e-mail address",
  "bad-user-id": "a customer needs --userid: the customer's userid in RStack, 1 to 64 characters",
  "staff-with-user-id": "--userid is for customers only",
  "username-taken": "there is an account with this user name already",
  "email-taken": "there is an account with this e-mail address already",
};

const NOT_TAKEN: Record<PasswordFault, string> = {
  "like-current": "",
  "too-short": `a password has at least ${SHORTEST_PASSWORD} characters`,
  "too-long": `a password has at most ${LONGEST_PASSWORD} characters`,
  "too-common": "the password is one of those that are tried first",
  "like-name": "the password is the account's own name",
};

/** By the panel's own rule, whoever runs this command: staff above all must not have a weak one. */
async function password(
  person: { username: string; email?: string | null },
  terminal: Terminal,
): Promise<string> {
  const given = await terminal.readPassword();
  if (given === "") {
    throw new AccountCommandError("no password came on standard input");
  }
  const fault = passwordFault(given, person);
  if (fault) {
    throw new AccountCommandError(NOT_TAKEN[fault]);
  }
  return given;
}

async function add(options: Options, terminal: Terminal): Promise<void> {
  const { username, email, userid } = options;
  if (username === undefined) {
    throw new AccountCommandError(`--username is missing\n\n${USAGE}`);
  }
  const role = oneOf(ROLES, options.role, "role") ?? "customer";
  const made = await createAccount({
    username,
    email,
    role,
    userId: userid,
    locale: oneOf(LOCALES, options.locale, "locale"),
    password: await password({ username, email }, terminal),
  });
  if (!made.ok) {
    throw new AccountCommandError(FAULTS[made.fault]);
  }
  await writeDown(
    { username, role, userId: userid ?? null },
    role === "customer" ? "account-made" : "staff-made",
  );
  terminal.say(`${username}: the account is made (${role})`);
  if (role === "customer") {
    terminal.say(`RStack on userid ${userid}: ${await masterWord(made.accountId)}`);
  }
}

const LINK_WORDS: Record<LinkFault, string> = {
  "not-a-customer": "a customer is linked to the account of a customer who signs in with it",
  "own-customer": "this is the account's own customer",
  "no-such-customer": "RStack has no such customer, or one who is disabled or an administrator",
  "master-down": "RStack doesn't answer, so nothing was changed: try again",
  "linked-already": "this customer is linked to the account already",
};

/** One sign-in for several RStack customers, as an agency has them. */
async function changeLink(command: "link" | "unlink", options: Options, { say }: Terminal): Promise<void> {
  const account = await named(options);
  const userId = parseUserId(options.userid);
  if (userId === null) {
    throw new AccountCommandError(FAULTS["bad-user-id"]);
  }
  if (command === "link") {
    const linked = await linkCustomer(account, userId);
    if (!linked.ok) {
      throw new AccountCommandError(LINK_WORDS[linked.fault]);
    }
  } else if (!(await unlinkCustomer(account.id, userId))) {
    throw new AccountCommandError(`${account.username} is not linked to customer ${userId}`);
  }
  await writeDown({ ...account, userId }, `customer-${command}ed`);
  say(
    command === "link"
      ? `${account.username} can switch to customer ${userId}`
      : `${account.username} can no longer switch to customer ${userId}`,
  );
}

const MOST_DAYS = 365;

/** For a shop's module: as an admin makes one on the page, and printed alone. All admins are told before. */
async function makeProviderToken(account: AccountRecord, options: Options, { say }: Terminal): Promise<void> {
  if (account.role !== "admin" || account.disabledAt !== null || account.formerAt !== null) {
    throw new AccountCommandError(`${account.username} is no enabled admin`);
  }
  const scopes = [...new Set((options.scopes ?? "").split(",").map((one) => one.trim()))];
  const fleetScopes = scopes.filter(isFleetScope);
  if (fleetScopes.length < scopes.length) {
    throw new AccountCommandError(`--scopes is one or more of ${FLEET_SCOPES.join(",")}`);
  }
  const days = /^[1-9]\d{0,2}$/.test(options.days ?? "") ? Number(options.days) : 0;
  if (days < 1 || days > MOST_DAYS) {
    throw new AccountCommandError(`--days is 1 to ${MOST_DAYS}`);
  }
  const { name = "", addresses = "" } = options;
  const read = readTokenForm({ name, addresses, expiry: String(days) }, { needsRange: true });
  if (!read.ok) {
    throw new AccountCommandError(TOKEN_WORDS[read.fault] ?? read.fault);
  }
  const token = { ...read.asked, scope: "provider", fleetScopes, tenancyIds: null } as const;
  const made = await makeToken({ accountId: account.id, sessionId: null }, token);
  if (typeof made === "string") {
    throw new AccountCommandError(
      made === "full"
        ? `${account.username} has as many tokens as an account may have`
        : "the account changed meanwhile",
    );
  }
  await writeDown({ ...account, username: read.asked.name }, "token-made", {
    maker: account.username,
    scopes: fleetScopes,
    addressRanges: read.asked.addressRanges.join(", "),
    expiresAt: `${days} d`,
  });
  for (const accountId of await adminIds()) {
    tellOwner(accountId, "token-made");
  }
  await ownersTold();
  say(made.token);
}

const TOKEN_WORDS: Partial<Record<TokenFault, string>> = {
  "bad-name": "--name has 1 to 60 characters",
  "no-range": "--addresses is missing: addresses or CIDR ranges, with commas between them",
  "bad-range": "--addresses holds something that is no address and no CIDR range",
  "range-too-wide": "--addresses holds a range that is too wide",
  "addresses-unknown":
    "TRUSTED_PROXIES is 0: the panel doesn't see callers' addresses, so a token can't be bound to them",
};

const WORDS = {
  active: "there is this customer, and active",
  disabled: "there is this customer, but disabled: sign-in is refused as long as that is so",
  missing: "there is no such customer: sign-in is refused until there is",
  ambiguous: "not one clear answer (two rows, or no status): sign-in is refused until there is one",
  administrator: "one of RStack's administrators (utype 10): sign-in as a customer is refused",
  unconfirmed: "nothing yet",
};

async function masterWord(accountId: string): Promise<string> {
  const word = await confirmCustomer(accountId);
  return !word || word.silent
    ? "no answer that says anything; each sign-in asks again, and is refused until there is one"
    : WORDS[word.status];
}
