import { type Above, PageHeader } from "@/components/ui/page/header";

/** The old name of `PageHeader`. */
export const TopLine = (props: { title: string; above?: Above }) => <PageHeader {...props} />;
