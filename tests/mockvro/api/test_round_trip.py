"""Packages come out as they went in: side files, tags, history, signatures."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from mockvro.content.action import Action, write_action
from mockvro.content.encoding import encode_utf16
from mockvro.content.package import (
    Category,
    ElementSpec,
    Package,
    PackageSigner,
    PackageSpec,
    Tag,
    parse_elements,
    read_package,
    write_package,
)
from mockvro.content.package.content_signature import content_signature_state
from mockvro.content.policy import PolicyTemplate, write_policy
from mockvro.content.workflow import Item, Workflow, write_workflow
from sample_plugins.build import PluginSource
from sample_plugins.build.content import pack

if TYPE_CHECKING:
    import requests

    from tests.mockvro.conftest import Client

API = "/vco/api"
LIGHTHOUSE = Path(__file__).parents[3] / "sample_plugins" / "lighthouse"
NAME = "com.example.full"
HISTORY = (
    '<items><item><content initialized="true">PHdvcmtmbG93Lz4=</content><ver>0.9.0</ver>'
    "<date>20170810214905-0600</date><user>ann</user><cm><![CDATA[first]]></cm></item>"
    "<last-content-signature></last-content-signature></items>"
)


def spec(signer: PackageSigner, version: str = "1.0.0", *tags: Tag) -> PackageSpec:
    workflow = Workflow(
        id="w1",
        name="Say hello",
        version=version,
        root_name="item0",
        items=(Item(name="item0", type="end", end_mode="0"),),
    )
    action = Action(id="a1", name="greet", version=version, runtime="python:3.10")
    data = encode_utf16(write_workflow(workflow))
    return PackageSpec(
        name=NAME,
        certificates={signer.certificate_entry: signer.certificate_der},
        elements=(
            ElementSpec(
                id="w1",
                type="Workflow",
                data=data,
                categories=(Category("Library", "all of it"), Category("A/B", "")),
                tags=tags,
                info={"signature-owner": signer.dn},
                files={
                    "content-signature": signer.sign(data),
                    "version-history": encode_utf16(HISTORY),
                    "input_form_": encode_utf16('{"layout":{}}'),
                    "input_form_item3": encode_utf16('{"itemId":"item3"}'),
                },
            ),
            ElementSpec(
                id="a1",
                type="ScriptModule",
                data=write_action(action),
                categories=(Category("com.example"),),
                files={"bundle": b"PK code"},
            ),
            ElementSpec(
                id="p1",
                type="PolicyTemplate",
                data=write_policy(PolicyTemplate(id="p1", name="Watch", version=version)),
                categories=(Category("Policies"),),
            ),
            ElementSpec(
                id="e1",
                type="ActionEnvironment",
                data=b'{"name":"env"}',
                categories=(Category("x"),),
            ),
        ),
    )


@pytest.fixture
def author(signer: PackageSigner) -> PackageSigner:
    return signer


def import_it(client: Client, data: bytes, **query: str) -> requests.Response:
    answer = client.post(f"{API}/packages", files={"file": ("a.package", data)}, params=query)
    assert answer.status_code in (202, 409), answer.text
    return answer


def export_it(client: Client, **query: str) -> Package:
    headers = {"Accept": "application/zip"}
    answer = client.get(f"{API}/packages/{NAME}", headers=headers, params=query)
    return read_package(answer.content)


def elements(package: Package) -> dict[str, Any]:
    return {
        each.id: msgspec.structs.replace(each, info={"so": each.signature_owner})
        for each in package.elements
    }


def test_everything_of_a_package_survives(client: Client, author: PackageSigner) -> None:
    made = write_package(spec(author, "1.0.0", Tag("env", "x", is_global=True)), None)
    import_it(client, made)
    first = export_it(client)
    before = elements(read_package(made))
    after = elements(first)
    # What a package without categories for its kind lies in is not kept.
    before["e1"] = after["e1"] = None
    assert after == before
    for name in ("name", "id", "description", "used_plugins"):
        assert getattr(first, name) == getattr(read_package(made), name)
    client.delete(f"{API}/packages/{NAME}?option=deletePackageWithContent")
    headers = {"Accept": "application/zip"}
    assert client.get(f"{API}/packages/{NAME}", headers=headers).status_code == 404


def test_a_real_package_survives_two_rounds(client: Client) -> None:
    source = PluginSource.load(LIGHTHOUSE)
    made = read_package(pack(source, None))
    kinds = {each.type for each in made.elements}
    assert kinds == {"Workflow", "ScriptModule", "ConfigurationElement", "ResourceElement"}
    path, headers = f"{API}/packages/{made.name}", {"Accept": "application/zip"}
    import_it(client, pack(source, None))
    first = client.get(path, headers=headers).content
    assert contents(read_package(first)) == contents(made)
    client.delete(f"{path}?option=deletePackageWithContent")
    import_it(client, first)
    assert client.get(path, headers=headers).content == first


def contents(package: Package) -> dict[str, Any]:
    """What is in a package, whatever its bytes; the server adds the import to the history."""
    forms = {
        each.id: {k: json.loads(v) for k, v in each.forms.items()} for each in package.elements
    }
    models = {each.element.id: each.content for each in parse_elements(package)}
    return {
        each.id: (each.path, each.type, forms[each.id], models[each.id])
        for each in package.elements
    }


def test_a_second_round_changes_nothing(client: Client, author: PackageSigner) -> None:
    import_it(client, write_package(spec(author), None))
    headers = {"Accept": "application/zip"}
    first = client.get(f"{API}/packages/{NAME}", headers=headers).content
    client.delete(f"{API}/packages/{NAME}?option=deletePackageWithContent")
    import_it(client, first)
    assert client.get(f"{API}/packages/{NAME}", headers=headers).content == first


def test_an_author_signature_still_proves_its_data(client: Client, author: PackageSigner) -> None:
    import_it(client, write_package(spec(author), None))
    exported = export_it(client)
    states = {
        each.element.id: content_signature_state(exported, each.element, each.content)
        for each in parse_elements(exported)
    }
    assert (states["w1"], states["a1"]) == ("matches data", "absent")


def test_two_authors_of_one_name_stay_apart(client: Client, author: PackageSigner) -> None:
    import_it(client, write_package(spec(author), None))
    other = PackageSigner.generate(author.dn)
    data = encode_utf16(write_action(Action(id="a9", name="other")))
    second = PackageSpec(
        name="com.example.other",
        certificates={other.certificate_entry: other.certificate_der},
        elements=(
            ElementSpec(
                id="a9",
                type="ScriptModule",
                data=data,
                categories=(Category("com.example"),),
                info={"signature-owner": other.dn},
                files={"content-signature": other.sign(data)},
            ),
        ),
    )
    import_it(client, write_package(second, None))
    client.post(f"{API}/packages/{NAME}/action/com.example/other")
    exported = export_it(client)
    states = {
        each.element.id: content_signature_state(exported, each.element, each.content)
        for each in parse_elements(exported)
    }
    assert (states["w1"], states["a9"]) == ("matches data", "matches data")


def test_history_and_tags_are_left_out_on_request(client: Client, author: PackageSigner) -> None:
    import_it(client, write_package(spec(author, "1.0.0", Tag("env", "x", is_global=True)), None))
    assert elements(export_it(client))["w1"].history[0].comment == "first"
    bare = elements(export_it(client, exportVersionHistory="false", exportGlobalTags="false"))["w1"]
    assert (bare.history, bare.tags) == ((), ())


def test_rights_are_cut_down_to_the_mask(client: Client, author: PackageSigner) -> None:
    import_it(client, write_package(spec(author), None))
    exported = parse_elements(export_it(client, allowedOperations="vf"))
    rights = {
        each.element.id: getattr(each.content, "allowed_operations", None) for each in exported
    }
    assert (rights["w1"], rights["a1"], rights["p1"]) == ("vf", "vf", "vf")


@pytest.mark.parametrize(
    ("mode", "value"),
    [
        ("DoNotImport", "mine"),
        ("ImportButPreserveExistingValue", "mine"),
        ("ImportAndOverwriteExistingValue", "theirs"),
    ],
)
def test_tag_modes(client: Client, author: PackageSigner, mode: str, value: str) -> None:
    import_it(client, write_package(spec(author), None))
    path = f"{API}/catalog/System/Workflow/w1/tags"
    tag = {"name": "env", "value": "mine", "global": True}
    assert client.post(path, json=tag).status_code == 204
    newer = spec(
        author, "2.0.0", Tag("env", "theirs", is_global=True), Tag("new", "n", is_global=True)
    )
    import_it(client, write_package(newer, None), tagImportMode=mode)
    found = {each["name"]: each["value"] for each in client.get(path).json()["tag-instance"]}
    assert found["env"] == value
    assert ("new" in found) == (mode != "DoNotImport")


def test_unknown_tag_modes_are_refused(client: Client, author: PackageSigner) -> None:
    files = {"file": ("a.package", write_package(spec(author), None))}
    path = f"{API}/packages?tagImportMode=Sometimes"
    assert client.post(path, files=files).status_code == 400


def test_older_versions_are_a_conflict_unless_overwritten(
    client: Client, author: PackageSigner
) -> None:
    import_it(client, write_package(spec(author, "2.0.0"), None))
    older = write_package(spec(author, "1.0.0"), None)
    assert import_it(client, older).status_code == 409
    assert client.get(f"{API}/workflows/w1").json()["version"] == "2.0.0"
    assert import_it(client, older, overwrite="true").status_code == 202
    assert client.get(f"{API}/workflows/w1").json()["version"] == "1.0.0"


def test_an_extended_import_takes_what_is_chosen(client: Client, author: PackageSigner) -> None:
    wanted = {"importElements": [{"id": "w1", "type": "Workflow"}], "overwrite": True}
    files = {
        "file": ("a.package", write_package(spec(author), None)),
        "importSpecification": ("", msgspec.json.encode(wanted), "application/json"),
    }
    assert client.post(f"{API}/packages/extendedImport", files=files).status_code == 202
    assert client.get(f"{API}/workflows/w1").status_code == 200
    assert client.get(f"{API}/actions/a1").status_code == 404


def test_elements_without_a_category_land_where_mistakes_go(
    client: Client, author: PackageSigner
) -> None:
    lost = msgspec.structs.replace(spec(author).elements[0], categories=())
    package = PackageSpec(name="com.example.lost", elements=(lost,))
    import_it(client, write_package(package, None))
    links = client.get(f"{API}/workflows").json()["link"]
    values = {each["name"]: each.get("value") for each in links[0]["attributes"]}
    assert values["categoryName"] == "ERRONEOUS IMPORT"


def test_a_name_that_is_taken_is_told_before(client: Client, author: PackageSigner) -> None:
    import_it(client, write_package(spec(author), None))
    twin = Workflow(id="w2", name="Say hello", root_name="item0")
    element = ElementSpec(
        id="w2",
        type="Workflow",
        data=write_workflow(twin),
        categories=(Category("Library"), Category("A/B")),
    )
    data = write_package(PackageSpec(name="com.example.twin", elements=(element,)), None)
    files = {"file": ("a.package", data)}
    details = client.post(f"{API}/packages/import-details", files=files).json()
    assert details["importElementDetails"][0]["hasNameConflict"] is True


@pytest.mark.parametrize(
    ("option", "left"),
    [
        ("deletePackage", {"w1", "a1"}),
        ("deletePackageWithContent", set()),
        ("deletePackageKeepingShared", {"a1"}),
    ],
)
def test_deleting_with_its_three_options(
    client: Client, author: PackageSigner, option: str, left: set[str]
) -> None:
    import_it(client, write_package(spec(author), None))
    client.put(f"{API}/packages/com.example.second", json={"items": {"actions": ["a1"]}})
    assert client.delete(f"{API}/packages/{NAME}/?option={option}").status_code == 204
    found = {
        element
        for path, element in (("workflows", "w1"), ("actions", "a1"))
        if client.get(f"{API}/{path}/{element}").status_code == 200
    }
    assert found == left


def test_packages_are_made_filled_and_rebuilt(client: Client, kit: Any) -> None:
    caller = Workflow(
        id="w3",
        name="Caller",
        root_name="item1",
        items=(
            Item(name="item1", type="task", script="System.getModule('com.example').greet('x');"),
        ),
    )
    data = kit.package_bytes(
        kit.workflow_spec(caller), kit.action_spec(kit.greet_action(), "com.example")
    )
    kit.import_package(client, data)
    path = f"{API}/packages/com.example.mine"
    assert client.put(path, json={"description": "mine"}).status_code == 201
    assert client.put(path, json={}).status_code == 409
    assert client.post(f"{path}/workflow/w3").status_code == 204
    assert client.post(f"{path}/workflow/nobody").status_code == 404
    assert client.post(f"{path}/rebuild").status_code == 202
    details = client.get(path).json()
    assert (len(details["workflows"]), len(details["actions"])) == (1, 1)
    assert client.delete(f"{path}/action/a1").status_code == 204
    assert client.delete(f"{path}/action/a1").status_code == 404
    assert client.post(f"{path}/action/com.example/").status_code == 204
    changed = {"name": "com.example.yours", "delete-items": {"workflows": ["w3"]}}
    assert client.patch(path, json=changed).status_code == 204
    details = client.get(f"{API}/packages/com.example.yours").json()
    assert (len(details["workflows"]), len(details["actions"])) == (0, 1)
    tests = client.get(f"{API}/categories?categoryType=WorkflowCategory").json()["link"][0]
    place = tests["href"].rstrip("/").rpartition("/")[2]
    yours = f"{API}/packages/com.example.yours"
    assert client.post(f"{yours}/workflow_category/{place}").status_code == 204
    assert len(client.get(yours).json()["workflows"]) == 1


def test_exports_are_zip_archives_whose_bytes_do_not_change(
    client: Client, author: PackageSigner
) -> None:
    import_it(client, write_package(spec(author), None))
    headers = {"Accept": "application/octet-stream, */*"}
    path = f"{API}/packages/{NAME}/?exportConfigurationAttributeValues&exportAsZip"
    first = client.get(path, headers=headers).content
    assert client.get(f"{API}/content/packages/{NAME}").content == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert archive.testzip() is None
