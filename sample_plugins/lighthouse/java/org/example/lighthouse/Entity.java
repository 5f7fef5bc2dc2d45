package org.example.lighthouse;

/** An object of the inventory: a snapshot that never changes, the same as another of its id. */
public abstract class Entity {
    private final Session session;
    private final ObjectId objectId;

    Entity(Session session, ObjectId objectId) {
        this.session = session;
        this.objectId = objectId;
    }

    /** Id that stays the same for ever. */
    public final String getId() {
        return objectId.toString();
    }

    final Session session() {
        return session;
    }

    final ObjectId objectId() {
        return objectId;
    }

    final Inventory inventory() {
        return new Inventory(session);
    }

    final void request(String what) {
        session.request(getClass().getSimpleName() + "." + what, getId());
    }

    @Override
    public final boolean equals(Object other) {
        return other != null
                && other.getClass() == getClass()
                && ((Entity) other).getId().equals(getId());
    }

    @Override
    public final int hashCode() {
        return getId().hashCode();
    }

    @Override
    public final String toString() {
        return getClass().getSimpleName() + " " + getId();
    }
}
