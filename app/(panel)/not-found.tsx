import { NotFoundBody } from "@/components/shell/not-found-body";

export default function PanelNotFound() {
  return (
    <div className="pt-16">
      <NotFoundBody />
    </div>
  );
}
