import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

type MessageKey = Parameters<Awaited<ReturnType<typeof getTranslations<never>>>>[0];

/** The `generateMetadata` of a page that is always called the same. */
export const pageTitle = (key: MessageKey) => async (): Promise<Metadata> => ({
  title: (await getTranslations())(key),
});
