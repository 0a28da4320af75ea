<?php

namespace RStackPanel;

use WHMCS\Database\Capsule;

/** In a table of the module's own, beside WHMCS's. */
final class WhmcsStore extends Store
{
    const TABLE = 'mod_rstackpanel';

    public function __construct()
    {
        Capsule::connection()->statement(self::tableStatement(self::TABLE));
    }

    public function find(int $service, string $kind): ?array
    {
        $row = self::rows($service, $kind)->first();
        return $row === null ? null : (array) $row;
    }

    public function claim(int $service, string $kind, array $row): bool
    {
        try {
            return Capsule::table(self::TABLE)->insert(['service_id' => $service, 'kind' => $kind] + $row);
        } catch (\Exception $error) {
            if ($this->find($service, $kind) === null) {
                throw $error;
            }
            return false;
        }
    }

    public function change(int $service, string $kind, array $values): void
    {
        self::rows($service, $kind)->update($values);
    }

    public function drop(int $service, string $kind, ?string $key = null): void
    {
        $rows = self::rows($service, $kind);
        ($key === null ? $rows : $rows->where('idem_key', $key))->delete();
    }

    public function all(string $kind): array
    {
        $rows = [];
        foreach (Capsule::table(self::TABLE)->where('kind', $kind)->orderBy('asked_at')->get() as $row) {
            $rows[] = (array) $row;
        }
        return $rows;
    }

    public function encrypt(string $text): string
    {
        return encrypt($text);
    }

    public function decrypt(string $text): string
    {
        return decrypt($text);
    }

    private static function rows(int $service, string $kind)
    {
        return Capsule::table(self::TABLE)->where('service_id', $service)->where('kind', $kind);
    }
}
