<?php

namespace RStackPanel;

use think\Db;

/** In a table of the module's own, beside the shop's and with their prefix. */
final class ZjmfStore extends Store
{
    const TABLE = 'rstackpanel';

    public function __construct()
    {
        Db::execute(self::tableStatement(Db::name(self::TABLE)->getTable()));
    }

    public function find(int $service, string $kind): ?array
    {
        return self::rows($service, $kind)->find() ?: null;
    }

    public function claim(int $service, string $kind, array $row): bool
    {
        try {
            return Db::name(self::TABLE)->insert(['service_id' => $service, 'kind' => $kind] + $row) > 0;
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
        return Db::name(self::TABLE)->where('kind', $kind)->order('asked_at')->select();
    }

    public function encrypt(string $text): string
    {
        return cmf_encrypt($text);
    }

    public function decrypt(string $text): string
    {
        return cmf_decrypt($text);
    }

    private static function rows(int $service, string $kind)
    {
        return Db::name(self::TABLE)->where('service_id', $service)->where('kind', $kind);
    }
}
