package org.example.lighthouse;

/** A person who keeps lighthouses. */
public final class Keeper extends Entity {
    private final String name;
    private final String phone;

    Keeper(Session session, ObjectId id, String name, String phone) {
        super(session, id);
        this.name = name;
        this.phone = phone;
    }

    public String getName() {
        return name;
    }

    public String getPhone() {
        return phone;
    }
}
