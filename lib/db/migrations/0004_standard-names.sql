ALTER TABLE "host_noes" RENAME TO "refused_host_ids";--> statement-breakpoint
ALTER TABLE "refused_host_ids" RENAME CONSTRAINT "host_noes_vm_id_user_id_pk" TO "refused_host_ids_vm_id_user_id_pk";--> statement-breakpoint
ALTER INDEX "operations_one_going" RENAME TO "operations_one_in_progress";--> statement-breakpoint
ALTER INDEX "operations_going" RENAME TO "operations_in_progress";--> statement-breakpoint
ALTER TABLE "host_creations" ALTER COLUMN "outcome" SET DEFAULT 'in-progress';--> statement-breakpoint
UPDATE "host_creations" SET "outcome" = 'in-progress' WHERE "outcome" = 'going';
