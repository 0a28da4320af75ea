import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { NotFoundBody } from "@/components/shell/not-found-body";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("errors.not-found"))("title") };
}

export default function NotFound() {
  return (
    <main className="mx-auto grid min-h-dvh max-w-[36rem] content-center p-4">
      <NotFoundBody level={1} />
    </main>
  );
}
