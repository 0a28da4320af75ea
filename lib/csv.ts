export type CsvValue = string | number | null;

/** A mark for spreadsheets that the file is UTF-8; it stands before everything else. */
export const CSV_MARK = "\uFEFF";

/** RFC 4180; what a spreadsheet would take for a formula gets an apostrophe before it. */
export function csvField(value: CsvValue): string {
  if (value === null) {
    return "";
  }
  const text = typeof value === "number" ? String(value) : value.replace(/^(?=[=+\-@\t\r\n\0＝＋－＠])/, "'");
  return /["\r\n,]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
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
