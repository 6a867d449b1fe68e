"""The passport of every compiled file: what it is, whose, how many rows, its hash, the command that makes it."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import tomllib
from importlib import resources
from pathlib import Path
from typing import Any


def write_package(folder: Path, section: str) -> None:
    """Write ``datapackage.json`` for the files of ``folder`` that knowledge/passports.toml names under ``section``."""
    text = resources.files("gazetteer.compiling").joinpath("knowledge", "passports.toml").read_text(encoding="utf-8")
    passports = tomllib.loads(text)
    sources = passports["source"]
    package = passports["package"]
    content = {
        "profile": "data-package",
        "name": package["name"] + ("" if section == "file" else "-basemap"),
        "title": package["title"] if section == "file" else "Offline base map of Mali and its surroundings",
        "command": package["command"],
        "sources": [{"name": name, **source} for name, source in sources.items()],
        "resources": [_resource(folder / name, what, sources, package["command"]) for name, what in passports[section].items()],
    }
    (folder / "datapackage.json").write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _resource(path: Path, what: dict[str, Any], sources: dict[str, Any], command: str) -> dict[str, Any]:
    data = path.read_bytes()
    low, high = what["rows"]
    resource: dict[str, Any] = {
        "name": path.stem.replace("_", "-").lower(),
        "path": path.name,
        "title": what["title"],
        "format": path.suffix.removeprefix("."),
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": "sha256:" + hashlib.sha256(data).hexdigest(),
        "rows": count_rows(path.suffix, data),
        "row_range": {"min": low, "max": high},
        "crs": "EPSG:4326",
        "sources": what["sources"],
        "licences": sorted({sources[name]["licence"] for name in what["sources"]}),
        "attribution": "; ".join(sources[name]["attribution"] for name in what["sources"]),
        "command": command,
    }
    if "columns" in what:
        resource["schema"] = {"fields": [_field(name, text) for name, text in what["columns"].items()]}
        if "key" in what:
            resource["schema"]["primaryKey"] = what["key"]
    return resource


def _field(name: str, text: str) -> dict[str, str]:
    kind, _, description = text.partition("; ")
    return {"name": name, "type": kind, "description": description}


def count_rows(suffix: str, data: bytes) -> int:
    """Data rows of a CSV, features of a GeoJSON, names of the label file."""
    if suffix == ".csv":
        return sum(1 for _ in csv.reader(io.StringIO(data.decode("utf-8")))) - 1
    content = json.loads(data)
    return len(content["features"]) if "features" in content else sum(len(rows) for rows in content["names"].values())
