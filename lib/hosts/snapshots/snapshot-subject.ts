import { cleanText } from "../clean-text";

/** What an operation on a snapshot keeps of it: what is shown, the name as the master wrote it, and when it was made (ISO 8601). */
export const about = (snapshotName: string, createdAt: Date | null = null) => ({
  subject: cleanText(snapshotName) ?? "",
  snapshotName,
  ...(createdAt && { subjectAt: createdAt.toISOString() }),
});
