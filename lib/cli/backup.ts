import "./load-env.mjs";
import { access, constants } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import packageJson from "../../package.json" with { type: "json" };
import { ConfigError, config } from "../config";
import { BackupError, restoreBackup, writeBackup } from "../db/backup";
import { databaseTarget } from "../db/connection";
import { startDatabaseAsItIs } from "../db/start";
import { StartError } from "../process/end-start";
import { tokenFor } from "../sealed-secret";

const secretCheck = (): string => tokenFor("backup", "secret check");

/** `npm run backup -- FILE` and `npm run restore -- FILE`: the database of the settings, embedded or not. */
async function main([command, name, ...more]: string[]): Promise<void> {
  if (!name || more.length > 0) {
    throw new BackupError(`npm run ${command} -- FILE`);
  }
  config();
  const file = path.resolve(name);
  await proveFile(
    command === "restore"
      ? { place: file, mode: constants.R_OK }
      : { place: path.dirname(file), mode: constants.W_OK },
  );
  const started = await startDatabaseAsItIs();
  try {
    await (command === "restore" ? restore(file) : backup(file));
  } finally {
    await started.stop();
  }
}

/** Before the database is started for nothing. */
async function proveFile({ place, mode }: { place: string; mode: number }): Promise<void> {
  await access(place, mode).catch(({ code }: NodeJS.ErrnoException) => {
    const what = mode === constants.R_OK ? "can't be read" : "can't be written to";
    throw new BackupError(code === "ENOENT" ? `${place} is not there` : `${place} ${what} (${code})`);
  });
}

async function backup(file: string): Promise<void> {
  const about = { panel: packageJson.version, secretCheck: secretCheck() };
  const { tables, bytes } = await writeBackup(databaseTarget(), file, about);
  console.log(
    `${file}: ${tables} tables, ${Math.ceil(bytes / 1024)} KB. AUTH_SECRET is not in it: keep both`,
  );
}

async function restore(file: string): Promise<void> {
  const { header, tables, held } = await restoreBackup(databaseTarget(), file);
  console.log(`${tables} tables of ${header.madeAt} (panel ${header.panel}) are restored`);
  console.log("Everybody has to sign in again, and links of mails are void");
  if (held > 0) {
    console.log(
      `${held} operations in progress wait: once the original panel is off, an admin resumes them on the page Operations`,
    );
  }
  if (header.secretCheck !== secretCheck()) {
    console.log(
      "AUTH_SECRET is not the one of the backup: authenticator keys can't be opened. Give that one as AUTH_SECRET or AUTH_SECRET_PREVIOUS before people sign in",
    );
  }
}

main(process.argv.slice(2)).then(
  () => process.exit(0),
  (error: unknown) => {
    const known = error instanceof BackupError || error instanceof ConfigError || error instanceof StartError;
    console.error(known ? error.message : error);
    process.exit(1);
  },
);
