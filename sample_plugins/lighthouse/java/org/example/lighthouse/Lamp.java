package org.example.lighthouse;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A lamp of a lighthouse. */
public final class Lamp extends Entity {
    static final double BRIGHTEST = 100;

    private final String colour;
    private final double brightness;
    private final boolean lit;

    Lamp(Session session, ObjectId id, String colour, double brightness, boolean lit) {
        super(session, id);
        this.colour = colour;
        this.brightness = brightness;
        this.lit = lit;
    }

    public String getColour() {
        return colour;
    }

    public double getBrightness() {
        return brightness;
    }

    public boolean isLit() {
        return lit;
    }

    /** The lamp with another colour and brightness. */
    public Lamp change(String newColour, double newBrightness) {
        request("change");
        Map<String, Object> body = new LinkedHashMap<String, Object>();
        body.put("colour", Text.name("colour", newColour));
        body.put("brightness", Text.inRange("brightness", newBrightness, 0, BRIGHTEST));
        return put(body);
    }

    /** The lamp, shining. */
    public Lamp switchOn() {
        request("switchOn");
        return put(Collections.singletonMap("lit", true));
    }

    /** The lamp, dark. */
    public Lamp switchOff() {
        request("switchOff");
        return put(Collections.singletonMap("lit", false));
    }

    private Lamp put(Map<String, ?> body) {
        ObjectId id = objectId();
        String lighthouse = "/lighthouses/" + ObjectId.encode(id.part(1));
        String path = lighthouse + "/lamps/" + ObjectId.encode(id.part(2)) + "/state";
        Office office = session().office(id.harbour(), Inventory.shortDeadline());
        Fields answer = office.put(path, body);
        session().updated(Types.LAMP, id);
        return inventory().lamp(ObjectId.of(id.harbour(), id.part(1)), answer);
    }
}
