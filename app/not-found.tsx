import { NotFoundBody } from "@/components/shell/not-found-body";
import { pageTitle } from "@/lib/i18n/page-title";

export const generateMetadata = pageTitle("errors.not-found.title");

export default function NotFound() {
  return (
    <main className="mx-auto grid min-h-dvh max-w-[36rem] content-center p-4">
      <NotFoundBody level={1} />
    </main>
  );
}
