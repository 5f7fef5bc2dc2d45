package org.example.lighthouse;

import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A lighthouse with its lamps and perhaps a keeper. */
public final class Lighthouse extends Entity {
    private final String name;
    private final double height;
    private final Date built;

    Lighthouse(Session session, ObjectId id, String name, double height, Date built) {
        super(session, id);
        this.name = name;
        this.height = height;
        this.built = built;
    }

    public String getName() {
        return name;
    }

    public double getHeight() {
        return height;
    }

    public Date getBuilt() {
        return built == null ? null : new Date(built.getTime());
    }

    /** The harbour that the lighthouse belongs to. */
    public Harbour findHarbour() {
        request("findHarbour");
        return new Harbour(session(), session().harbour(objectId().harbour()));
    }

    /** All lamps of the lighthouse. */
    public List<Lamp> getLamps() {
        request("getLamps");
        return inventory().lampsOf(objectId());
    }

    /** The keeper, or null if nobody keeps the lighthouse. */
    public Keeper findKeeper() {
        request("findKeeper");
        return inventory().keeperOf(objectId());
    }

    /** Gives the lighthouse into the hands of a keeper of the same harbour. */
    public Keeper assignKeeper(Keeper keeper) {
        request("assignKeeper");
        ObjectId id = Text.required("keeper", keeper).objectId();
        if (!id.harbour().equals(objectId().harbour())) {
            throw Fault.GONE.about("keeper of another harbour");
        }
        Fields answer =
                office().put(path() + "/keeper", Collections.singletonMap("id", id.part(1)));
        session().childrenChanged(Types.LIGHTHOUSE, objectId());
        return inventory().keeper(objectId().harbour(), answer);
    }

    /** Creates or replaces the lamp of that id. */
    public Lamp installLamp(String id, String colour, double brightness) {
        request("installLamp");
        Map<String, Object> body = new LinkedHashMap<String, Object>();
        body.put("colour", Text.name("colour", colour));
        body.put("brightness", Text.inRange("brightness", brightness, 0, Lamp.BRIGHTEST));
        Fields answer =
                office().put(path() + "/lamps/" + ObjectId.encode(Text.required("id", id)), body);
        session().childrenChanged(Types.LIGHTHOUSE, objectId());
        return inventory().lamp(objectId(), answer);
    }

    private Office office() {
        return session().office(objectId().harbour(), Inventory.shortDeadline());
    }

    private String path() {
        return "/lighthouses/" + ObjectId.encode(objectId().part(1));
    }
}
