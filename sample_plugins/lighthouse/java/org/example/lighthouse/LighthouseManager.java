package org.example.lighthouse;

import ch.dunes.vso.sdk.api.IPluginFactory;
import java.util.List;
import java.util.UUID;

/** Manages the configured harbours; the global object of scripts. */
public final class LighthouseManager {
    private final Session session;

    private LighthouseManager(Session session) {
        this.session = session;
    }

    /** Called by the server for each session. */
    public static LighthouseManager createScriptingSingleton(IPluginFactory factory) {
        Session session = ((LighthouseFactory) factory).session();
        session.request("createScriptingSingleton", "");
        return new LighthouseManager(session);
    }

    /** Name, version, build number and date of this release. */
    public String getRelease() {
        return Release.SIGNATURE;
    }

    /** All configured harbours. */
    public List<Harbour> getHarbours() {
        session.request("LighthouseManager.getHarbours", "");
        return new Inventory(session).harbours();
    }

    /** The harbour of that name, or null. */
    public Harbour findHarbour(String name) {
        session.request("LighthouseManager.findHarbour", "");
        HarbourSettings found = session.store().named(Text.required("name", name));
        return found == null ? null : new Harbour(session, found);
    }

    /** Whether a harbour or a lighthouse may have that name. */
    public boolean isValidName(String name) {
        session.request("LighthouseManager.isValidName", "");
        return Text.isName(name);
    }

    /** An id that no other object has. */
    public String newId() {
        session.request("LighthouseManager.newId", "");
        return UUID.randomUUID().toString();
    }

    /** Connects a harbour; doing it again with the same values changes nothing. */
    public Harbour addHarbour(
            String name, String address, String user, String password, boolean plainHttp) {
        session.request("LighthouseManager.addHarbour", "");
        HarbourSettings known = session.store().named(Text.name("name", name));
        String id = known == null ? session.store().newId() : known.id;
        HarbourSettings wanted =
                new HarbourSettings(id, name, address, user, password, plainHttp);
        if (known != null && !known.sameAs(wanted)) {
            throw Fault.NAME_IN_USE.about(name);
        }
        return connect(wanted);
    }

    /** Changes how a harbour is reached; its name and id stay. */
    public Harbour updateHarbour(
            Harbour harbour, String address, String user, String password, boolean plainHttp) {
        session.request("LighthouseManager.updateHarbour", idOf(harbour));
        HarbourSettings known = session.harbour(harbour.objectId().harbour());
        return connect(
                new HarbourSettings(known.id, known.name, address, user, password, plainHttp));
    }

    /** Forgets a harbour; nothing changes at the harbour office. */
    public void removeHarbour(Harbour harbour) {
        session.request("LighthouseManager.removeHarbour", idOf(harbour));
        session.store().delete(harbour.objectId().harbour());
        session.deleted(Types.HARBOUR, harbour.objectId());
        session.harboursChanged();
    }

    /** Logs in to a harbour office; its name and version. */
    public String testHarbour(Harbour harbour) {
        session.request("LighthouseManager.testHarbour", idOf(harbour));
        return greet(session.harbour(harbour.objectId().harbour()));
    }

    private Harbour connect(HarbourSettings wanted) {
        greet(wanted);
        session.store().save(wanted);
        ObjectId id = ObjectId.of(wanted.id);
        session.updated(Types.HARBOUR, id);
        session.harboursChanged();
        return new Harbour(session, wanted);
    }

    private String greet(HarbourSettings harbour) {
        Fields answer = session.office(harbour, Inventory.shortDeadline()).get("/office");
        Inventory.existing(answer, harbour.name);
        return answer.text("name") + " " + answer.text("version");
    }

    private static String idOf(Harbour harbour) {
        return Text.required("harbour", harbour).getId();
    }
}
