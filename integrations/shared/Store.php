<?php

namespace RStackPanel;

/**
 * What the module remembers between two calls of the shop, one row for each thing under way: `service` (or the client, for
 * what concerns a customer) and `kind` together are unique. The shop's own database holds it.
 */
abstract class Store
{
    const COLUMNS = [
        'service_id' => 'INTEGER NOT NULL',
        'kind' => 'VARCHAR(32) NOT NULL',
        // Of the request: sent again, it stands for the same operation.
        'idem_key' => "VARCHAR(64) NOT NULL DEFAULT ''",
        // As it was sent, without its password; that one is encrypted by the shop's own key.
        'body' => 'TEXT',
        'secret' => 'TEXT',
        'operation_id' => "VARCHAR(64) NOT NULL DEFAULT ''",
        // `asked`, or `ended`: it came to nothing, and `message` says why.
        'state' => "VARCHAR(16) NOT NULL DEFAULT 'asked'",
        'message' => 'TEXT',
        // Unix time of the first request.
        'asked_at' => 'INTEGER NOT NULL DEFAULT 0',
    ];

    protected static function tableStatement(string $table): string
    {
        $columns = '';
        foreach (self::COLUMNS as $name => $type) {
            $columns .= "$name $type, ";
        }
        return "CREATE TABLE IF NOT EXISTS $table ({$columns}PRIMARY KEY (service_id, kind))";
    }

    abstract public function find(int $service, string $kind): ?array;

    /** Writes a new row; false where another call was first. */
    abstract public function claim(int $service, string $kind, array $row): bool;

    abstract public function change(int $service, string $kind, array $values): void;

    /** With `key`: only while the row is of that request. */
    abstract public function drop(int $service, string $kind, ?string $key = null): void;

    /** @return array[] Rows of a kind, the oldest request first. */
    abstract public function all(string $kind): array;

    abstract public function encrypt(string $text): string;

    abstract public function decrypt(string $text): string;
}
