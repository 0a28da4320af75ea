import { describe, expect, it } from "vitest";
import { cleanText } from "./clean-text";
import { systemOf } from "./system-name";

describe("the system's name", () => {
  it.each([
    ["centos7.6.vhdx", "linux", "centos", "CentOS 7.6"],
    ["windows 2003r2", "windows", "windows", "Windows Server 2003 R2"],
    ["win2012r2_datacenter_x64.vhd", "windows", "windows", "Windows Server 2012 R2 Datacenter"],
    ["Windows Server 2022 Datacenter", "windows", "windows", "Windows Server 2022 Datacenter"],
    ["windows10.vhdx", "windows", "windows", "Windows 10"],
    ["debian-12-x64.vhdx", "linux", "debian", "Debian 12"],
    ["Ubuntu 22.04 LTS", "linux", "ubuntu", "Ubuntu 22.04 LTS"],
    ["rocky9", "linux", "rocky", "Rocky Linux 9"],
    ["AlmaLinux-9.3", "linux", "almalinux", "AlmaLinux 9.3"],
    ["CentOS Stream 9", "linux", "centos", "CentOS Stream 9"],
    ["my-image.vhdx", "windows", "windows", "my-image"],
    ["my-image.vhdx", "linux", "linux", "my-image"],
    [null, "windows", "windows", "Windows"],
    [null, null, "unknown", null],
  ] as const)("%s (%s) is %s, %s", (image, kind, family, name) => {
    expect(systemOf(image, kind)).toEqual({ family, name });
  });

  it("strips characters that could reorder a page or break the database", () => {
    expect(cleanText("a\u202eb\u0000c\ud800d\u200be\r\n")).toBe("abcde");
    expect(cleanText("\u0007")).toBeNull();
    expect(cleanText("数据库一号")).toBe("数据库一号");
  });
});
