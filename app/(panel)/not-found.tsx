import { NotFoundBody } from "@/components/shell/not-found-body";

export default function PanelNotFound() {
  return (
    <div className="mx-auto max-w-[36rem] pt-16">
      <NotFoundBody />
    </div>
  );
}
