import { NotFoundBody } from "@/components/shell/not-found-body";

export default function NotFound() {
  return (
    <main className="mx-auto grid min-h-dvh max-w-[36rem] content-center p-4">
      <NotFoundBody level={1} />
    </main>
  );
}
