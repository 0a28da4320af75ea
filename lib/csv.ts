export type CsvValue = string | number | null;

/** A mark for spreadsheets that the file is UTF-8; it stands before everything else. */
export const CSV_MARK = "\uFEFF";

/**
 * What a spreadsheet takes for a formula's first sign, also where it split the text: by its locale at `;` or a tab, or
 * at a line end where it ignores quotes. White space before the sign doesn't keep it from being one.
 */
const FORMULA = /(^|[;,\t\r\n])(?=\s*[=+\-@＝＋－＠\0])|^(?=[\t\r\n])/g;

/** RFC 4180, every text quoted; an apostrophe stands before whatever a spreadsheet could take for a formula. */
export function csvField(value: CsvValue): string {
  if (value === null) {
    return "";
  }
  return typeof value === "number"
    ? String(value)
    : `"${value.replace(FORMULA, "$1'").replaceAll('"', '""')}"`;
}

export const csvRow = (fields: readonly CsvValue[]): string => `${fields.map(csvField).join(",")}\r\n`;

/**
 * A file that is read and written piece by piece. `piece` gives rows and where the next piece begins; null is the end.
 */
export function csvPages<At>(
  head: readonly string[],
  first: At,
  piece: (at: At) => Promise<{ rows: CsvValue[][]; next: At | null }>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let at: At | null = first;
  return new ReadableStream({
    start(controller) {
      controller.enqueue(encoder.encode(CSV_MARK + csvRow(head)));
    },
    async pull(controller) {
      if (at === null) {
        controller.close();
        return;
      }
      const { rows, next } = await piece(at);
      at = next;
      controller.enqueue(encoder.encode(rows.map(csvRow).join("")));
      if (next === null) {
        controller.close();
      }
    },
  });
}

/** A download that no cache keeps. */
export const csvResponse = (body: ReadableStream<Uint8Array>, fileName: string): Response =>
  new Response(body, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${fileName}"`,
    },
  });
