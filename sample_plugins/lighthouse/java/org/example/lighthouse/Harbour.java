package org.example.lighthouse;

import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A configured harbour with its lighthouses and keepers. */
public final class Harbour extends Entity {
    static final double HIGHEST = 200;

    private final HarbourSettings settings;

    Harbour(Session session, HarbourSettings settings) {
        super(session, ObjectId.of(settings.id));
        this.settings = settings;
    }

    public String getName() {
        return settings.name;
    }

    public String getAddress() {
        return settings.address.toString();
    }

    public String getUser() {
        return settings.user;
    }

    public boolean isPlainHttp() {
        return settings.plainHttp;
    }

    /** All lighthouses of the harbour. */
    public List<Lighthouse> getLighthouses() {
        request("getLighthouses");
        return inventory().lighthousesOf(settings.id);
    }

    /** Lighthouses whose name contains a text. */
    public List<Lighthouse> findLighthouses(String namePart) {
        request("findLighthouses");
        return inventory().lighthousesNamed(settings.id, Text.required("namePart", namePart));
    }

    /** All keepers of the harbour. */
    public List<Keeper> getKeepers() {
        request("getKeepers");
        return inventory().keepersOf(settings.id);
    }

    /** Counts of lighthouses, lamps, lit lamps and keepers. */
    public HashMap<String, Object> statistics() {
        request("statistics");
        Fields answer = Inventory.existing(office().get("/statistics"), settings.name);
        HashMap<String, Object> found = new HashMap<String, Object>();
        for (String key : new String[] {"lighthouses", "lamps", "litLamps", "keepers"}) {
            found.put(key, answer.number(key));
        }
        return found;
    }

    /** Creates or replaces the lighthouse of that id. */
    public Lighthouse createLighthouse(String id, LighthouseOrder order) {
        request("createLighthouse");
        Text.required("id", id);
        Text.required("order", order);
        Map<String, Object> body = new LinkedHashMap<String, Object>();
        body.put("name", Text.name("order.name", order.getName()));
        body.put("height", Text.inRange("order.height", order.getHeight(), 1, HIGHEST));
        Date built = Text.required("order.built", order.getBuilt());
        body.put("built", built.getTime());
        Fields answer = office().put("/lighthouses/" + ObjectId.encode(id), body);
        session().childrenChanged(Types.HARBOUR, objectId());
        return inventory().lighthouse(settings.id, answer);
    }

    /** Removes a lighthouse with its lamps; it is no error if it is gone already. */
    public void removeLighthouse(Lighthouse lighthouse) {
        request("removeLighthouse");
        ObjectId id = Text.required("lighthouse", lighthouse).objectId();
        if (!id.harbour().equals(settings.id)) {
            throw Fault.GONE.about("lighthouse of another harbour");
        }
        remove(id);
    }

    /** Removes the lighthouse with an id given to createLighthouse, whether it was built or not. */
    public void cancelLighthouse(String id) {
        request("cancelLighthouse");
        remove(ObjectId.of(settings.id, Text.required("id", id)));
    }

    private void remove(ObjectId lighthouse) {
        office().delete("/lighthouses/" + ObjectId.encode(lighthouse.part(1)));
        session().deleted(Types.LIGHTHOUSE, lighthouse);
        session().childrenChanged(Types.HARBOUR, objectId());
    }

    private Office office() {
        return session().office(settings.id, Inventory.shortDeadline());
    }
}
