"""One defect per variant, for every static check; each bad one has a near miss.

A variant says what inspecting it must find, all of it: ``fail pkg.x`` or ``warn pkg.x``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sample_plugins.misbehaving.base.parts import build, sound_parts, surroundings
from sample_plugins.misbehaving.mutations import (
    archives,
    beside,
    classes,
    descriptors,
    packages,
    releases,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from sample_plugins.misbehaving.base.parts import Parts


@dataclass(frozen=True)
class Variant:
    """A spoiled plug-in.

    Attributes:
        check: The check it is about.
        kind: ``bad`` must be found, ``near_miss`` must not fail.
        spoil: Changes the parts; or gives the whole submission when no parts can make it.
        expected: Every finding that fails or warns, ``effect check``.
    """

    check: str
    kind: Literal["bad", "near_miss"]
    spoil: Callable[[Parts], bytes | None]
    expected: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """Unique name: check, kind and what is done."""
        return f"{self.check}-{self.kind}-{self.spoil.__name__}"

    def build(self) -> tuple[str, bytes]:
        """File name and content of the submission."""
        parts = sound_parts()
        whole = self.spoil(parts)
        return parts.file, build(parts) if whole is None else whole

    def surroundings(self) -> dict[str, bytes]:
        """Case, documents and earlier release that lie beside it, by file name."""
        parts = sound_parts()
        self.spoil(parts)
        return surroundings(parts)


def _bad(check: str, spoil: Callable[[Parts], bytes | None], *also: str) -> Variant:
    return Variant(check, "bad", spoil, frozenset({f"fail {check}", *also}))


def _warned(check: str, spoil: Callable[[Parts], bytes | None], *also: str) -> Variant:
    return Variant(check, "near_miss", spoil, frozenset({f"warn {check}", *also}))


def _doubted(check: str, spoil: Callable[[Parts], bytes | None], *also: str) -> Variant:
    """Bad, but what stands in the code alone proves nothing."""
    return Variant(check, "bad", spoil, frozenset({f"warn {check}", *also}))


def _near(check: str, spoil: Callable[[Parts], bytes | None]) -> Variant:
    return Variant(check, "near_miss", spoil)


VARIANTS: tuple[Variant, ...] = (
    _bad("pkg.not-a-dar", archives.is_plain_text),
    _bad("pkg.not-a-dar", archives.is_cut_off),
    _bad("pkg.not-a-dar", archives.is_wrapped_in_a_folder),
    _bad("pkg.not-a-dar", archives.has_no_descriptor),
    _bad("pkg.not-a-dar", archives.has_a_climbing_entry),
    _bad("pkg.not-a-dar", archives.has_no_dar),
    _bad("pkg.not-a-dar", archives.has_no_jar),
    _near("pkg.not-a-dar", archives.has_folder_entries),
    _warned("pkg.not-a-dar", archives.has_entries_that_differ_in_case),
    _bad("pkg.vso-xml-invalid", descriptors.is_not_well_formed),
    _bad("pkg.vso-xml-invalid", descriptors.has_an_empty_description),
    _bad("pkg.vso-xml-invalid", descriptors.names_an_unknown_datasource),
    _bad("pkg.vso-xml-invalid", descriptors.declares_an_object_twice),
    _bad("pkg.vso-xml-invalid", descriptors.installs_what_is_no_package),
    _near("pkg.vso-xml-invalid", descriptors.has_another_order_of_elements),
    _near("pkg.vso-xml-invalid", descriptors.has_empty_containers),
    _warned("pkg.vso-xml-invalid", descriptors.has_an_unknown_attribute),
    _warned("pkg.vso-xml-invalid", descriptors.declares_a_finder_twice_alike),
    _bad("pkg.unresolved-placeholder", descriptors.has_a_build_placeholder),
    _bad("pkg.unresolved-placeholder", descriptors.has_a_mode_placeholder),
    _bad("pkg.unresolved-placeholder", descriptors.has_an_unknown_mode),
    _near("pkg.unresolved-placeholder", descriptors.explains_a_placeholder),
    _bad("pkg.adaptor-class-missing", descriptors.names_a_missing_adaptor),
    _bad("pkg.adaptor-class-missing", descriptors.names_a_class_that_is_no_adaptor),
    _bad("pkg.adaptor-class-missing", descriptors.names_a_missing_object_class),
    _bad("pkg.adaptor-class-missing", descriptors.declares_too_many_parameters),
    _near("pkg.adaptor-class-missing", descriptors.exposes_a_class_of_the_jdk),
    _near("pkg.adaptor-class-missing", descriptors.exposes_a_class_of_the_server),
    _near("pkg.adaptor-class-missing", descriptors.exposes_an_inherited_method),
    _warned("pkg.adaptor-class-missing", descriptors.declares_a_missing_lenient_method),
    _bad("pkg.resource-missing", descriptors.names_a_missing_icon),
    _bad("pkg.resource-missing", archives.has_no_package_file),
    _bad("pkg.resource-missing", descriptors.leaves_the_resources),
    _near("pkg.resource-missing", archives.has_the_icon_in_the_root),
    _warned("pkg.resource-missing", archives.has_a_filtered_icon),
    _bad("pkg.dangling-type", descriptors.relates_to_an_unknown_type),
    _bad("pkg.dangling-type", descriptors.starts_at_an_unknown_finder),
    _bad("pkg.dangling-type", descriptors.shows_an_unknown_relation),
    _near("pkg.dangling-type", descriptors.uses_java_and_core_types),
    _warned("pkg.dangling-type", descriptors.relates_to_another_plugin),
    _bad("pkg.version-missing", descriptors.has_no_build_number),
    _bad("pkg.version-missing", descriptors.is_a_snapshot),
    _bad("pkg.version-missing", descriptors.has_a_word_as_version),
    _near("pkg.version-missing", descriptors.has_a_version_of_two_numbers),
    _bad("pkg.version-disagrees", archives.has_another_version_in_its_name),
    _bad("pkg.version-disagrees", archives.has_another_version_in_its_pom),
    _near("pkg.version-disagrees", archives.has_the_build_in_its_name),
    _bad("pkg.trademark-in-name", descriptors.carries_a_mark),
    _bad("pkg.trademark-in-name", packages.has_a_mark_in_a_category),
    _near("pkg.trademark-in-name", descriptors.is_for_a_mark),
    _bad("pkg.java-level", classes.are_too_new),
    _near("pkg.java-level", classes.are_of_java_11),
    _warned("pkg.java-level", classes.are_of_java_17),
    _bad("pkg.api-missing", classes.use_what_is_gone),
    _near("pkg.api-missing", classes.use_what_is_gone_where_nobody_goes),
    _warned("pkg.api-missing", classes.guard_what_is_gone),
    _bad("pkg.internal-api", classes.use_internals),
    _near("pkg.internal-api", classes.mention_internals),
    _bad("pkg.bundles-host-jars", classes.bundle_an_older_library, "warn pkg.known-cve"),
    _bad("pkg.bundles-host-jars", classes.hide_what_they_use, "fail pkg.api-missing"),
    _near("pkg.bundles-host-jars", classes.bundle_a_helper_of_the_sdk),
    _near("pkg.bundles-host-jars", classes.use_the_platform),
    _bad("pkg.duplicate-classes", classes.occur_twice_and_differ),
    _near("pkg.duplicate-classes", classes.occur_twice_alike),
    _bad("pkg.default-signer", packages.is_signed_with_the_sample_key),
    _near("pkg.default-signer", packages.is_signed_by_a_namesake),
    _bad("pkg.broken-signature", packages.was_changed_after_signing),
    _warned("pkg.broken-signature", packages.is_not_signed),
    _bad("pkg.native-code", archives.has_a_shared_object),
    _bad("pkg.native-code", classes.load_a_library),
    _near("pkg.native-code", archives.has_a_text_about_a_shared_object),
    _bad("pkg.debris", archives.has_a_desktop_file),
    _bad("pkg.debris", classes.have_a_main_with_a_password, "warn pkg.debris"),
    _near("pkg.debris", classes.have_no_real_main),
    _bad("inst.bad-element-name", packages.has_a_slash_in_a_name),
    _near("inst.bad-element-name", packages.has_a_dash_in_a_name),
    _bad("wf.broken-binding", packages.goes_nowhere, "warn wf.broken-binding"),
    _bad("wf.broken-binding", packages.binds_an_unknown_variable),
    _bad("wf.broken-binding", packages.uses_an_unknown_type),
    _bad("wf.broken-binding", packages.calls_a_missing_action),
    _near("wf.broken-binding", packages.calls_an_action_of_the_product),
    _near("wf.broken-binding", packages.is_not_bound_on_purpose),
    _bad("wf.hidden-required-field", packages.shows_a_field_for_a_choice_that_is_not_there),
    _bad("wf.hidden-required-field", packages.has_a_form_that_never_shows_a_field),
    _near("wf.hidden-required-field", packages.shows_a_field_for_one_choice),
    _near("wf.hidden-required-field", packages.hides_a_field_that_has_a_value),
    _near("wf.hidden-required-field", packages.has_a_form_that_shows_a_field_at_times),
    _bad("wf.locked-or-editable", packages.lets_everybody_edit),
    _bad("wf.locked-or-editable", packages.says_nothing_about_a_workflow),
    _near("wf.locked-or-editable", packages.lets_nobody_see),
    _bad("cl.system-exit", classes.end_the_process),
    _near("cl.system-exit", classes.close_a_door),
    _doubted("cl.finalize", classes.rely_on_a_finalizer),
    _near("cl.finalize", classes.finalize_nothing),
    _doubted(
        "cl.default-ssl",
        classes.replace_defaults,
        "warn cl.default-authenticator",
        "warn cl.process-spawn",
    ),
    _near("cl.default-ssl", classes.replace_defaults_where_nobody_goes),
    _near("cl.default-ssl", classes.keep_defaults),
    _doubted("cl.deserialise-untrusted", classes.read_anything),
    _near("cl.deserialise-untrusted", classes.read_carefully),
    _bad("doc.bundle-missing", archives.has_a_guide_inside),
    _near("doc.bundle-missing", archives.has_a_licence_page_inside),
    _bad("doc.eula-missing", archives.has_no_eula),
    _bad("doc.eula-missing", archives.has_the_template_eula),
    _near("doc.eula-missing", archives.has_a_windows_eula),
    _warned("doc.eula-missing", archives.is_a_bare_dar),
    _warned("doc.api-doc-missing", descriptors.describes_nothing),
    _near("doc.api-doc-missing", descriptors.lacks_one_description),
    _bad("doc.release-notes", beside.notes_know_no_bugs),
    _near("doc.release-notes", beside.notes_are_in_german),
    _bad("doc.install-guide", beside.guide_names_no_prerequisites),
    _bad("doc.install-guide", beside.has_no_guide),
    _near("doc.install-guide", beside.guide_is_in_two_documents),
    _warned("doc.install-guide", beside.guide_has_no_proof_case),
    _bad("doc.support-process", beside.support_has_no_telephone),
    _bad("doc.support-process", beside.has_no_support_document),
    _near("doc.support-process", beside.support_is_in_the_guide),
    _bad("doc.checksums", beside.page_has_an_old_sum),
    _near("doc.checksums", beside.page_writes_sums_in_capitals),
    _bad("doc.compat-claim", beside.claims_a_release_that_is_none),
    _near("doc.compat-claim", beside.claims_an_update),
    _warned("doc.compat-claim", beside.claims_an_ended_release),
    _bad("doc.changed-without-recert", releases.calls_a_new_factory_equivalent),
    _bad("doc.changed-without-recert", releases.calls_a_new_library_equivalent),
    _near("doc.changed-without-recert", releases.calls_a_new_package_equivalent),
    _doubted("pkg.known-cve", beside.bundles_a_vulnerable_library),
    _near("pkg.known-cve", beside.bundles_a_repaired_library),
    _bad("pkg.licence-missing", beside.bundles_a_forbidden_licence),
    _near("pkg.licence-missing", beside.bundles_a_choice_of_licences),
    _warned("pkg.licence-missing", beside.bundles_without_a_licence),
    _near("pkg.licence-missing", beside.tells_a_licence_in_its_documents),
    _bad("pkg.encryption-undeclared", beside.encrypts_in_silence),
    _near("pkg.encryption-undeclared", beside.encrypts_as_documented),
    _near("pkg.encryption-undeclared", beside.uses_tls_in_silence),
    _bad("pkg.hot-fix-not-distinct", releases.is_patched_in_silence),
    _near("pkg.hot-fix-not-distinct", releases.is_patched_with_a_new_build),
    _near("pkg.hot-fix-not-distinct", releases.is_patched_with_a_new_date),
    _warned("pkg.hot-fix-not-distinct", releases.is_patched_without_a_signature),
    _bad("inst.doc-offer-missing", beside.offers_nothing),
    _near("inst.doc-offer-missing", beside.offers_help_in_a_workflow),
    _bad("upg.api-removed", releases.drops_a_method),
    _bad("upg.api-removed", releases.drops_an_action),
    _bad("upg.api-removed", releases.makes_an_attribute_read_only),
    _near("upg.api-removed", releases.drops_what_was_deprecated),
    _near("upg.api-removed", releases.announces_what_it_drops),
    _near("upg.api-removed", releases.adds_a_method_and_widens_a_type),
    _bad("upg.workflow-id-changed", releases.makes_a_workflow_anew),
    _near("upg.workflow-id-changed", releases.moves_a_workflow),
)
"""Every variant."""
