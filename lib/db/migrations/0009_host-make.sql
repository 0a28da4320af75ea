ALTER TABLE "hosts" ADD COLUMN "system_disk_gb" integer;--> statement-breakpoint
ALTER TABLE "hosts" ADD COLUMN "data_disk_gb" integer;--> statement-breakpoint
ALTER TABLE "hosts" ADD COLUMN "port_mbit" integer;--> statement-breakpoint
ALTER TABLE "hosts" ADD COLUMN "mac" text;