-- Declared immutable: array_to_string is called stable only for types whose text depends on settings.
CREATE FUNCTION host_search(vm_id text, name text, owner text, guid text, ipv4 text, ipv6 text, public_ip text, more text[])
	RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
	AS $$ SELECT lower(concat_ws(E'\n', $1, $2, $3, $4, $5, $6, nullif($7, ''), array_to_string($8, E'\n')) COLLATE "C") $$;
--> statement-breakpoint
DROP INDEX "hosts_by_name";--> statement-breakpoint
ALTER TABLE "hosts" ADD COLUMN "search" text GENERATED ALWAYS AS (host_search(vm_id, name, owner, guid, ipv4, ipv6, public_ip, additional_ips)) STORED;--> statement-breakpoint
CREATE INDEX "hosts_by_name" ON "hosts" USING btree ((lower(name) collate "C"),"vm_id","name") WHERE gone_at is null;