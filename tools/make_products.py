"""Write the shipped product catalogue from a checkout of endoflife.date's product pages（製品カタログの作成）.

    python tools/make_products.py FOLDER_OF_PAGES RETRIEVED_ON

Takes the YAML front matter of each page for what a municipality runs. Keeps the notice of its licence
(MIT) beside the data. Closed networks get new dates by running this elsewhere and carrying the files in.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

TARGET = Path(__file__).parents[1] / "src" / "ictlife" / "data" / "products"


@dataclass(frozen=True)
class Family:
    """One page, and which of its releases are taken under which id."""

    page: str
    prefix: str
    name: str
    vendor: str
    releases: tuple[str, ...] = ()
    ids: dict[str, str] = field(default_factory=dict)
    in_place: bool = False
    in_place_only: tuple[str, ...] = ()

    def product_id(self, cycle: str) -> str:
        """Id of a release."""
        return self.prefix + "-" + self.ids.get(cycle, cycle)




WORDS = {"e": "Enterprise", "w": "Pro", "lts": "LTSC", "iot": "IoT", "r2": "R2", "r1": "R1", "ltsc": "LTSC", "se": "SE",
         "ltsr": "LTSR", "pro": "Pro", "go": "Go", "laptop": "Laptop"}  # fmt: skip
WINDOWS_IN_PLACE = tuple(f"11-{build}-{kind}" for build in ("22h2", "23h2", "24h2", "25h2", "26h1") for kind in "ew")
FILES: dict[str, tuple[Family, ...]] = {
    "microsoft": (
        Family("windows-server", "windows-server", "Windows Server", "Microsoft",
               ("2012", "2012-r2", "2016", "2019", "2022", "2025")),
        Family("windows", "windows", "Windows", "Microsoft",
               ("10-22h2", "10-1607-e-lts", "10-1809-e-lts", "10-21h2-e-lts", "10-21h2-iot-lts",
                    "11-24h2-e-lts", "11-24h2-iot-lts", *WINDOWS_IN_PLACE), in_place_only=WINDOWS_IN_PLACE),
        Family("mssqlserver", "sqlserver", "SQL Server", "Microsoft",
               ("11.0-sp4", "12.0-sp3", "13.0-sp3", "14.0", "15.0", "16.0", "17.0"),
               {"11.0-sp4": "2012", "12.0-sp3": "2014", "13.0-sp3": "2016", "14.0": "2017", "15.0": "2019",
                "16.0": "2022", "17.0": "2025"}),
        Family("msexchange", "exchange", "Exchange Server", "Microsoft", ("2016", "2019", "subscription"),
               {"subscription": "se"}, in_place_only=("subscription",)),
        Family("sharepoint", "sharepoint", "SharePoint Server", "Microsoft", ("2016", "2019", "subscription"),
               {"subscription": "se"}, in_place_only=("subscription",)),
        Family("office", "office", "Office", "Microsoft", ("2016", "2019", "2021", "2024", "2024-ltsc")),
        Family("dotnet", "dotnet", ".NET", "Microsoft", ("6", "8", "9", "10")),
    ),
    "linux": (
        Family("rhel", "rhel", "Red Hat Enterprise Linux", "Red Hat", ("6", "7", "8", "9", "10")),
        Family("rocky-linux", "rocky", "Rocky Linux", "Rocky Enterprise Software Foundation", ("8", "9", "10")),
        Family("almalinux", "almalinux", "AlmaLinux OS", "AlmaLinux OS Foundation", ("8", "9", "10")),
        Family("oracle-linux", "oracle-linux", "Oracle Linux", "Oracle", ("7", "8", "9", "10")),
        Family("centos", "centos", "CentOS", "CentOS Project", ("6", "7", "8")),
        Family("ubuntu", "ubuntu", "Ubuntu", "Canonical", ("18.04", "20.04", "22.04", "24.04", "26.04")),
        Family("debian", "debian", "Debian", "Debian Project", ("10", "11", "12", "13")),
    ),
    "virtualisation": (
        Family("vmware-esxi", "esxi", "VMware ESXi", "Broadcom", ("6.5", "6.7", "7.0", "8.0", "9.0", "9.1"),
               {"7.0": "7", "8.0": "8"}),
        Family("vmware-vcenter", "vcenter", "VMware vCenter Server", "Broadcom", ("6.7", "7.0", "8.0", "9.0"),
               {"7.0": "7", "8.0": "8"}),
        Family("nutanix-aos", "nutanix-aos", "Nutanix AOS", "Nutanix", ("6.5", "6.8", "6.10", "7.0", "7.3"),
               in_place=True),
        Family("proxmox-ve", "proxmox-ve", "Proxmox VE", "Proxmox", ("7", "8", "9"), in_place=True),
        Family("citrix-vad", "citrix-vad", "Citrix Virtual Apps and Desktops", "Cloud Software Group",
               ("2203", "2402", "2507")),
        Family("omnissa-horizon", "horizon", "Omnissa Horizon", "Omnissa", ("8.2212", "8.2312", "8.2503", "8.2506")),
    ),
    "database": (
        Family("oracle-database", "oracle", "Oracle Database", "Oracle",
               ("11.2", "12.1", "12.2", "18", "19", "21", "23"),
               {"11.2": "11g-r2", "12.1": "12c-r1", "12.2": "12c-r2", "18": "18c", "19": "19c", "21": "21c",
                "23": "26ai"}),
        Family("postgresql", "postgresql", "PostgreSQL", "PostgreSQL Global Development Group",
               ("12", "13", "14", "15", "16", "17", "18"), in_place=True),
        Family("mysql", "mysql", "MySQL", "Oracle", ("5.7", "8.0", "8.4"), in_place=True),
        Family("mariadb", "mariadb", "MariaDB", "MariaDB Foundation", ("10.5", "10.6", "10.11", "11.4", "11.8"),
               in_place=True),
        Family("ibm-db2", "db2", "IBM Db2", "IBM", ("11.1", "11.5", "12.1")),
        Family("filemaker", "filemaker", "FileMaker Pro", "Claris", ("19", "2023", "2024", "2025"),
               in_place=True),
    ),
    "network": (
        Family("fortios", "fortios", "FortiOS", "Fortinet", ("6.4", "7.0", "7.2", "7.4", "7.6", "8.0"),
               in_place=True),
        Family("pan-os", "pan-os", "PAN-OS", "Palo Alto Networks", ("10.1", "10.2", "11.1", "11.2", "12.1"),
               in_place=True),
        Family("cisco-ios-xe", "ios-xe", "Cisco IOS XE", "Cisco",
               ("16.12", "17.3", "17.6", "17.9", "17.12", "17.15", "17.18"),
               in_place=True),
        Family("big-ip", "big-ip", "F5 BIG-IP", "F5", ("15.1", "16.1", "17.1", "17.5"), in_place=True),
        Family("netapp-ontap", "ontap", "NetApp ONTAP", "NetApp",
               ("9.12.1", "9.13.1", "9.14.1", "9.15.1", "9.16.1", "9.17.1"),
               in_place=True),
    ),
    "middleware": (
        Family("oracle-jdk", "oracle-jdk", "Oracle JDK", "Oracle", ("8", "11", "17", "21", "25")),
        Family("eclipse-temurin", "temurin", "Eclipse Temurin", "Eclipse Foundation", ("8", "11", "17", "21", "25")),
        Family("tomcat", "tomcat", "Apache Tomcat", "Apache Software Foundation", ("8.5", "9.0", "10.1", "11.0"),
               in_place=True),
        Family("apache-http-server", "apache-http-server", "Apache HTTP Server", "Apache Software Foundation", ("2.4",),
               in_place=True),
        Family("php", "php", "PHP", "PHP Group", ("7.4", "8.1", "8.2", "8.3", "8.4", "8.5"), in_place=True),
        Family("wordpress", "wordpress", "WordPress", "WordPress Foundation", ("6.8", "6.9"), in_place=True),
        Family("zabbix", "zabbix", "Zabbix", "Zabbix", ("5.0", "6.0", "7.0"), in_place=True),
        Family("veeam-backup-and-replication", "veeam", "Veeam Backup & Replication", "Veeam", ("11", "12", "13"),
               in_place=True),
        Family("red-hat-jboss-eap", "jboss-eap", "JBoss EAP", "Red Hat", ("7", "8")),
    ),
    "devices": (
        Family("ipados", "ipados", "iPadOS", "Apple", ("15", "16", "17", "18", "26"), in_place=True),
        Family("ipad", "ipad", "iPad", "Apple", ("7", "8", "9", "10", "11")),
        Family("android", "android", "Android", "Google", ("12", "13", "14", "15", "16"), in_place=True),
        Family("ibm-i", "ibm-i", "IBM i", "IBM", ("7.3", "7.4", "7.5", "7.6")),
        Family("ibm-aix", "aix", "IBM AIX", "IBM", ("7.2.5", "7.3.2", "7.3.3")),
        Family("surface", "surface", "Surface", "Microsoft",
               ("pro-7+", "pro-8", "pro-9", "pro-10", "pro-11", "go-3", "go-4",
                "laptop-4", "laptop-5", "laptop-6", "laptop-7")),
    ),
}  # fmt: skip


def products(pages: Path, family: Family, retrieved_on: date) -> Iterator[tuple[str, dict[str, Any]]]:
    """The chosen releases of one page as product records, in the order chosen."""
    front = (pages / f"{family.page}.md").read_text("utf-8").split("---\n")[1]
    page = YAML(typ="safe").load(front)
    by_cycle = {str(release["releaseCycle"]): release for release in page["releases"]}
    for cycle in family.releases:
        release = by_cycle.get(cycle)
        if release is None:
            print(f"{family.page}: no release {cycle}", file=sys.stderr)
            continue
        in_place = family.in_place or cycle in family.in_place_only
        record: dict[str, Any] = {
            "name": f"{family.name} {_label(cycle, family)}",
            "vendor": family.vendor,
            "support_model": "in_place" if in_place else "fixed",
            "general_availability": _day(release.get("releaseDate")),
            "end_of_sales": _day(release.get("discontinued")),
            "end_of_security_support": _day(release.get("eol")),
            "end_of_life": _day(release.get("eol")),
        }
        extended, ended = release.get("eoes"), release.get("eol")
        if isinstance(extended, date) and not (isinstance(ended, date) and extended <= ended):
            record["paid_extension_until"] = extended.isoformat()
        record["source"] = f"https://endoflife.date{page['permalink']}"
        record["retrieved_on"] = retrieved_on.isoformat()
        yield family.product_id(cycle), {name: value for name, value in record.items() if value is not None}


def _label(cycle: str, family: Family) -> str:
    """The release as people write it: 2012 R2, 11 24H2 Enterprise, 2024 LTSC."""
    words = family.ids.get(cycle, cycle).split("-")
    return " ".join(WORDS.get(word, word.upper() if word[:1].isdigit() and word[-1:].isdigit() else word)
                    for word in words)  # fmt: skip


def _day(value: object) -> str | None:
    """A date as text; `False` means that no end is announced; anything else is not known."""
    if isinstance(value, date):
        return value.isoformat()
    return "tba" if value is False else None


def main() -> None:
    """Write one file for each group of families."""
    pages, retrieved_on = Path(sys.argv[1]), date.fromisoformat(sys.argv[2])
    for name, families in FILES.items():
        lines = [
            "# 製品カタログ Support dates, generated by tools/make_products.py from endoflife.date (MIT licence,",
            "# Copyright endoflife.date contributors; see LICENSE-endoflife.date.txt). A city corrects a date in",
            "# config/products.yaml. Names of the dates follow OASIS OpenEoX. `tba`: no end has been announced.",
            "products:",
        ]
        for family in families:
            for product_id, record in products(pages, family, retrieved_on):
                fields = ", ".join(f"{key}: {_scalar(value)}" for key, value in record.items())
                lines.append(f'  "{product_id}": {{{fields}}}')
        (TARGET / f"{name}.yaml").write_text("\n".join(lines) + "\n", "utf-8")


def _scalar(value: str) -> str:
    plain = value.replace("-", "").replace("_", "").isalnum() and not value[0].isdigit()
    return value if plain else f'"{value}"'


if __name__ == "__main__":
    main()
