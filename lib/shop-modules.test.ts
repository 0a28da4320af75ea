import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { unzipSync } from "fflate";
import { describe, expect, it } from "vitest";

/** What of `php-parser` is used here: its own types lack the version. */
interface PhpParser {
  Engine: new (options: {
    parser: { php7: true; version: string };
  }) => { parseCode(code: string, file: string): PhpNode };
}
interface PhpNode {
  kind: string;
  [part: string]: unknown;
}
/** JavaScript, as the release runs it: it has no types. */
const { moduleZip }: { moduleZip(shop: string, seconds: number): Uint8Array } = await import(
  "./cli/release/module-zip.mjs" as string
);
const { Engine } = createRequire(import.meta.url)("php-parser") as PhpParser;

const WHMCS = "integrations/whmcs/modules/servers/rstackpanel";
const ZJMF = "integrations/zjmf/public/plugins/servers/rstackpanel";
const SHARED = "integrations/shared";
const MODULES = [WHMCS, ZJMF];

const filesOf = (folder: string, ending: RegExp) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => ending.test(file))
    .map((file) => path.join(folder, file));
const sources = [...MODULES, SHARED].flatMap((folder) => filesOf(folder, /\.php$/));
const templates = MODULES.flatMap((folder) => filesOf(folder, /\.(tpl|html)$/));
const textOf = (file: string) => readFileSync(file, "utf8");

/** Functions and classes that came with PHP 8.0 to 8.5, by the lists of its manual. */
const NEWER = new Set(
  `str_contains str_starts_with str_ends_with get_debug_type get_resource_id fdiv preg_last_error_msg array_is_list fsync
  fdatasync enum_exists ini_parse_quantity memory_reset_peak_usage memory_get_peak_usage_reset curl_upkeep json_validate
  mb_str_pad str_increment str_decrement array_find array_find_key array_any array_all mb_trim mb_ltrim mb_rtrim mb_ucfirst
  mb_lcfirst grapheme_str_split bcceil bcfloor bcround bcdivmod fpow http_get_last_response_headers
  http_clear_last_response_headers request_parse_body array_first array_last get_error_handler get_exception_handler
  openssl_cipher_key_length openssl_cms_sign openssl_cms_verify openssl_cms_encrypt openssl_cms_decrypt openssl_cms_read
  sodium_crypto_stream_xchacha20 posix_sysconf posix_pathconf posix_eaccess socket_atmark stream_context_set_options
  mysqli_execute_query pcntl_rfork odbc_connection_string_quote imagecreatefromavif imageavif date_sunrise_info
  net_get_interfaces_v2 ldap_connect_wallet curl_multi_get_handles curl_share_init_persistent weakmap attribute valueerror
  unhandledmatcherror stringable fiber returntypewillchange allowdynamicproperties sensitiveparameter override deprecated`
    .split(/\s+/)
    .filter(Boolean),
);

const isNode = (value: unknown): value is PhpNode =>
  typeof value === "object" && value !== null && typeof (value as { kind?: unknown }).kind === "string";

function* nodesOf(value: unknown): Generator<PhpNode> {
  if (isNode(value)) {
    yield value;
  }
  if (typeof value === "object" && value !== null) {
    for (const part of Object.values(value)) {
      yield* nodesOf(part);
    }
  }
}

const parse = (code: string, file = "x.php") =>
  new Engine({ parser: { php7: true, version: "7.4" } }).parseCode(code, file);

/** What of a source PHP 7.4 hasn't, and the parser lets through. */
const newerIn = (code: string): string[] => [...nodesOf(parse(code))].flatMap(newerThan);

function newerThan({ kind, what, flags, raw, ...more }: PhpNode): string[] {
  const name = String(isNode(what) ? what.name : "").toLowerCase();
  const isNewer =
    (["call", "new"].includes(kind) && (NEWER.has(name.replace(/^\\/, "")) || /^\\?mb_/.test(name))) ||
    (kind === "parameter" && Number(flags) > 0) ||
    ["uniontype", "intersectiontype"].includes(kind) ||
    (kind === "typereference" && /^(mixed|never|false|true|null)$/.test(String(raw))) ||
    (["function", "method", "closure", "arrowfunc"].includes(kind) &&
      isNode(more.type) &&
      more.type.raw === "static");
  return isNewer ? [`${kind} ${name || (raw ?? "")}`] : [];
}

describe("the shops' modules run on PHP 7.4", () => {
  it.each(sources)("%s", (file) => {
    expect(newerIn(textOf(file))).toEqual([]);
  });

  it.each([
    ["match", "$a = match(1) { 1 => 2 };"],
    ["a nullsafe call", "$a?->b();"],
    ["an enum", "enum A { case B; }"],
    ["a named argument", "f(a: 1);"],
    ["a catch without a variable", "try { f(); } catch (E) {}"],
    ["a comma after the last parameter", "function f($a,\n) {}"],
    ["a promoted property", "class A { function __construct(private int $a) {} }"],
    ["a union", "function f(int|string $a) {}"],
    ["mixed", "function f(): mixed {}"],
    ["static", "class A { function f(): static {} }"],
    ["mbstring, which not every PHP has", "mb_substr($a, 1);"],
    ["a function", "if (\\str_contains($a, 'b')) { strpos($a, 'b'); }"],
  ])("and %s is refused", (_what, code) => {
    const check = () => expect(newerIn(`<?php ${code}`)).toEqual([]);
    expect(check).toThrow();
  });
});

it.each(["whmcs", "zjmf"] as const)(
  "the zip of %s has all files that its module loads, and nothing twice",
  (shop) => {
    const folder = (shop === "whmcs" ? WHMCS : ZJMF).replace(`integrations/${shop}/`, "");
    const names = Object.keys(unzipSync(moduleZip(shop, 1_764_700_000)));
    const main = textOf(path.join("integrations", shop, folder, "rstackpanel.php"));
    const loaded = [...(main.match(/foreach \(\[(.*?)\]/)?.[1] ?? "").matchAll(/'(\w+)'/g)].map(
      ([, file]) => file,
    );
    expect(loaded).toContain("Services");
    expect(names).toEqual(expect.arrayContaining(loaded.map((file) => `${folder}/lib/${file}.php`)));
    expect(names).toContain("README.md");
    expect(new Set(names).size).toBe(names.length);
  },
);

it("a module's functions are those that its shop calls", () => {
  const functionsOf = (folder: string) =>
    [...nodesOf(parse(textOf(path.join(folder, "rstackpanel.php"))))]
      .filter(({ kind }) => kind === "function")
      .map(({ name }) => String((name as PhpNode).name).replace("rstackpanel_", ""));
  expect(functionsOf(WHMCS)).toEqual(
    expect.arrayContaining(
      `MetaData ConfigOptions TestConnection CreateAccount SuspendAccount UnsuspendAccount TerminateAccount ChangePackage
      ChangePassword Renew UsageUpdate MetricProvider ListAccounts ServiceSingleSignOn ClientArea ClientAreaAllowedFunctions
      AdminCustomButtonArray AdminServicesTabFields`.split(/\s+/),
    ),
  );
  expect(functionsOf(ZJMF)).toEqual(
    expect.arrayContaining(
      `MetaData ConfigOptions TestLink CreateAccount SuspendAccount UnsuspendAccount TerminateAccount Renew ChangePackage On
      Off Reboot HardOff HardReboot Reinstall CrackPassword Vnc Status Sync UsageUpdate ClientArea ClientAreaOutput
      AllowFunction FiveMinuteCron`.split(/\s+/),
    ),
  );
});

describe("what the modules say", () => {
  const words = textOf(path.join(SHARED, "Words.php"));
  const texts = [...words.matchAll(/^ {8}'([\w-]+)' => \['(.*?)', '(.*?)'\],$/gm)];
  const used = [...sources, ...templates].map(textOf).join("\n");

  it("is in English and in Chinese", () => {
    expect(texts.length).toBeGreaterThan(60);
    for (const [, key = "", english = "", chinese = ""] of texts) {
      expect(english, key).toMatch(/^[\x20-\x7e’…→“”]+$/);
      expect(chinese, key).toMatch(/\p{Script=Han}/u);
      const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
      expect(places(chinese), key).toEqual(places(english));
    }
  });

  it("is all said somewhere, and nothing else is", () => {
    // By a word of the API: a problem's code, an outcome, a state; or by a product's option.
    const byWord = /^(outcome-|state-)|-hint$/;
    const codes =
      /^(no-token|address-refused|scope-missing|prove-again|not-found|busy|exists|no-room|protected|invalid|not-listed|not-possible|refused|too-many|not-answering|internal)$/;
    const keys = texts.map(([, key = ""]) => key);
    const unused = keys.filter(
      (key) =>
        !byWord.test(key) &&
        !codes.test(key) &&
        !used.includes(`'${key}'`) &&
        !used.includes(`.${key.replaceAll("-", "_")}`),
    );
    expect(unused).toEqual([]);
    const said = [...used.matchAll(/say\('([\w-]+)'/g), ...used.matchAll(/\$(?:rstack|texts)\.(\w+)/g)];
    expect(said.map(([, key = ""]) => key.replaceAll("_", "-")).filter((key) => !keys.includes(key))).toEqual(
      [],
    );
  });
});

it.each(templates)("%s escapes what comes from elsewhere", (file) => {
  const bare = [...textOf(file).matchAll(/\{\$([\w.]+)((?:\|[^}]*)?)\}/g)]
    .filter(([, name = "", filter = ""]) => {
      const isOwn = /^(rstack|texts)\./.test(name) || name === "MODULE_CUSTOM_API";
      return !isOwn && !/\|(escape:|htmlspecialchars)/.test(filter);
    })
    .map(([whole]) => whole);
  expect(bare).toEqual([]);
});
