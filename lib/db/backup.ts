import "server-only";
import { once } from "node:events";
import fs from "node:fs";
import { Readable, type Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip, type Gzip } from "node:zlib";
import pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import { z } from "zod";
import type { DatabaseTarget } from "./connection";
import { endWhatActs } from "./end-what-acts";
import { appliedMigrations, knownMigrations, noteMigration } from "./migrate";

// One gzip file: a line of JSON about the backup; for each table a line of JSON with its name and columns, its rows in
// COPY's text format (a line each) and a line `\.`; a last line that says it is whole.

const FORMAT = 1;
const ROWS_END = "\\.";

const Header = z.object({
  format: z.literal(FORMAT),
  panel: z.string(),
  madeAt: z.string(),
  /** Migrations by the time that Drizzle knows them by. */
  migrations: z.array(z.number()),
  /** What only the AUTH_SECRET of then can make: tells whether the secret of now opens what is sealed. */
  secretCheck: z.string(),
});
export type BackupHeader = z.output<typeof Header>;

const Table = z.object({ table: z.string(), columns: z.array(z.string()).min(1) });
const End = z.object({ end: z.literal(true), tables: z.number() });

/** The message is for whoever runs the command; the database is as it was before. */
export class BackupError extends Error {}

const quoted = (name: string) => pg.escapeIdentifier(name);
const copyTarget = ({ table, columns }: z.output<typeof Table>) =>
  `public.${quoted(table)} (${columns.map(quoted).join(", ")})`;

async function withClient<T>(target: DatabaseTarget, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ ...target, application_name: "rstack-panel backup" });
  client.on("error", () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/**
 * Writes the whole database into `file` (mode 0600), as it is at one moment, while panels go on. The file appears whole or
 * not at all. Throws `BackupError` where there is such a file already or the database holds nothing.
 */
export async function writeBackup(
  target: DatabaseTarget,
  file: string,
  about: Pick<BackupHeader, "panel" | "secretCheck">,
): Promise<{ tables: number; bytes: number }> {
  if (fs.existsSync(file)) {
    throw new BackupError(`${file} is there already: a backup is never written over another file`);
  }
  const unfinished = `${file}.unfinished-${process.pid}`;
  const out = fs.createWriteStream(unfinished, { flags: "wx", mode: 0o600, flush: true });
  try {
    await once(out, "open");
    const zip = createGzip();
    const written = pipeline(zip, out);
    written.catch(() => {});
    const tables = await withClient(target, (client) => dump(client, zip, about));
    zip.end();
    await written;
    // Fails where another backup was first: a rename would replace it.
    fs.linkSync(unfinished, file);
    return { tables, bytes: fs.statSync(file).size };
  } finally {
    out.destroy();
    fs.rmSync(unfinished, { force: true });
  }
}

async function dump(
  client: pg.Client,
  zip: Gzip,
  about: Pick<BackupHeader, "panel" | "secretCheck">,
): Promise<number> {
  await client.query("begin isolation level repeatable read read only");
  const migrations = (await appliedMigrations(client)).map(({ time }) => time);
  if (migrations.length === 0) {
    throw new BackupError("There is no panel's data in this database");
  }
  const say = (line: unknown) => write(zip, `${JSON.stringify(line)}\n`);
  await say({ format: FORMAT, madeAt: new Date().toISOString(), migrations, ...about });
  const tables = await tablesInOrder(client);
  for (const table of tables) {
    await say(table);
    for await (const bytes of client.query(copyTo(`copy ${copyTarget(table)} to stdout`))) {
      await write(zip, bytes);
    }
    await write(zip, `${ROWS_END}\n`);
  }
  await say({ end: true, tables: tables.length });
  await client.query("commit");
  return tables.length;
}

async function write(to: Writable, bytes: string | Buffer): Promise<void> {
  if (!to.write(bytes)) {
    await once(to, "drain");
  }
}

/** Each after those that its rows refer to. Generated columns are left out. */
async function tablesInOrder(client: pg.Client): Promise<z.output<typeof Table>[]> {
  const { rows: tables } = await client.query<z.output<typeof Table>>(`
    select c.relname::text as "table", array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' group by c.relname order by c.relname`);
  const { rows: references } = await client.query<{ table: string; needs: string }>(`
    select f.relname::text as "table", t.relname::text as needs from pg_constraint
    join pg_class f on f.oid = conrelid join pg_class t on t.oid = confrelid
    where contype = 'f' and connamespace = 'public'::regnamespace and conrelid <> confrelid`);
  const ordered: z.output<typeof Table>[] = [];
  const left = [...tables];
  const isFree = ({ table }: { table: string }) =>
    references.every((one) => one.table !== table || ordered.some((before) => before.table === one.needs));
  while (left.length > 0) {
    const [next] = left.splice(Math.max(0, left.findIndex(isFree)), 1);
    if (next) {
      ordered.push(next);
    }
  }
  return ordered;
}

/** The lines of a gzip file, without their ends. */
async function* linesOf(file: string): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0);
  for await (const chunk of fs.createReadStream(file).pipe(createGunzip()) as AsyncIterable<Buffer>) {
    let bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10)) {
      yield bytes.subarray(0, end);
      bytes = bytes.subarray(end + 1);
    }
    rest = Buffer.from(bytes);
  }
  if (rest.length > 0) {
    throw new BackupError("The file is cut off");
  }
}

export interface Restored {
  header: BackupHeader;
  tables: number;
  /** Operations that wait until staff resume them. */
  held: number;
}

/**
 * Fills an empty database from a backup, all or nothing, and brings it up to date. What lets somebody in ends: sessions,
 * links, tokens. What the panel would go on doing by itself waits or ends, since the original may still run. Throws
 * `BackupError` where the database isn't empty, or the file is damaged or of a newer panel.
 */
export async function restoreBackup(target: DatabaseTarget, file: string): Promise<Restored> {
  if (!fs.existsSync(file)) {
    throw new BackupError(`There is no file ${file}`);
  }
  return withClient(target, async (client) => {
    await refuseFull(client);
    await client.query("begin");
    try {
      const restored = await load(client, linesOf(file));
      await client.query("commit");
      return restored;
    } catch (error) {
      await client.query("rollback").catch(() => {});
      const code = error instanceof Error && "code" in error ? String(error.code) : "";
      throw code.startsWith("Z_") ? new BackupError(`The file is damaged, or no backup (${code})`) : error;
    }
  });
}

async function refuseFull(client: pg.Client): Promise<void> {
  const { rows } = await client.query(
    "select 1 from pg_class c join pg_namespace n on n.oid = relnamespace where relkind in ('r', 'p') and nspname !~ '^pg_|^information_schema$' limit 1",
  );
  if (rows.length > 0) {
    throw new BackupError(
      "The database isn't empty: a backup is restored into a new one, in which no panel has been started",
    );
  }
}

async function load(client: pg.Client, lines: AsyncGenerator<Buffer>): Promise<Restored> {
  const header = parsed(Header, (await lines.next()).value);
  const known = knownMigrations();
  if (header.migrations.some((time) => !known.some(({ folderMillis }) => folderMillis === time))) {
    throw new BackupError(
      `The backup is of a newer panel (${header.panel}): restore it with that one, or a newer`,
    );
  }
  const isThen = ({ folderMillis }: { folderMillis: number }) => header.migrations.includes(folderMillis);
  await apply(client, known.filter(isThen));
  // The triggers' own rows come with the others.
  const restoring = (word: string) => client.query("select set_config('panel.restoring', $1, true)", [word]);
  await restoring("on");
  const tables = await loadTables(client, lines);
  await restoring("off");
  await apply(
    client,
    known.filter((migration) => !isThen(migration)),
  );
  return { header, tables, held: await endWhatActs(client) };
}

async function apply(client: pg.Client, migrations: ReturnType<typeof knownMigrations>): Promise<void> {
  for (const migration of migrations) {
    for (const statement of migration.sql) {
      await client.query(statement);
    }
    await noteMigration(client, migration);
  }
}

async function loadTables(client: pg.Client, lines: AsyncGenerator<Buffer>): Promise<number> {
  for (let tables = 0; ; tables++) {
    const line = (await lines.next()).value;
    const end = line && End.safeParse(json(line));
    if (end?.success) {
      if (end.data.tables !== tables) {
        throw new BackupError(`The file is damaged: it has ${tables} tables of ${end.data.tables}`);
      }
      return tables;
    }
    const table = parsed(Table, line);
    await pipeline(
      Readable.from(rowsOf(lines)),
      client.query(copyFrom(`copy ${copyTarget(table)} from stdin`)),
    );
  }
}

const ROWS_AT_ONCE = 500;

async function* rowsOf(lines: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  const newline = Buffer.from("\n");
  let rows: Buffer[] = [];
  for (;;) {
    const { value: line, done } = await lines.next();
    if (done || !line) {
      throw new BackupError("The file is cut off");
    }
    if (line.length === ROWS_END.length && line.toString() === ROWS_END) {
      break;
    }
    rows.push(line, newline);
    if (rows.length >= 2 * ROWS_AT_ONCE) {
      yield Buffer.concat(rows);
      rows = [];
    }
  }
  if (rows.length > 0) {
    yield Buffer.concat(rows);
  }
}

function json(line: Buffer): unknown {
  try {
    return JSON.parse(line.toString());
  } catch {
    return null;
  }
}

function parsed<T>(shape: z.ZodType<T>, line: Buffer | undefined): T {
  const read = shape.safeParse(line && json(line));
  if (!read.success) {
    throw new BackupError("The file is damaged, or no backup of the panel");
  }
  return read.data;
}
