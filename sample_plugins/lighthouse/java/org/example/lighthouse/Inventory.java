package org.example.lighthouse;

import ch.dunes.vso.sdk.api.QueryResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Finds objects at the harbour offices and makes snapshots of them. */
final class Inventory {
    private static final int ONE_OBJECT_MILLIS = 10000;
    private static final int RELATION_MILLIS = 12000;
    private static final int ALL_MILLIS = 22000;
    private static final int PAGE = 500;
    private static final int MOST_FOUND = 2000;

    private final Session session;

    Inventory(Session session) {
        this.session = session;
    }

    static Deadline shortDeadline() {
        return Deadline.after(ONE_OBJECT_MILLIS);
    }

    /** The answer itself, if the object exists. */
    static Fields existing(Fields answer, String subject) {
        if (answer == null) {
            throw Fault.GONE.about(subject);
        }
        return answer;
    }

    // ------------------------------------------------------------------ one object

    /** The object of that type and id, or null. */
    Object find(String type, String id) {
        if (Types.HARBOUR.equals(type)) {
            ObjectId harbour = ObjectId.parse(id, 0);
            HarbourSettings settings = settingsOf(harbour);
            return settings == null ? null : new Harbour(session, settings);
        }
        boolean lamp = Types.LAMP.equals(type);
        ObjectId known = ObjectId.parse(id, lamp ? 2 : 1);
        HarbourSettings settings = settingsOf(known);
        String path = settings == null ? null : path(type, known);
        Fields answer = path == null ? null : session.office(settings, shortDeadline()).get(path);
        return answer == null ? null : snapshot(type, known.harbour(), answer);
    }

    private HarbourSettings settingsOf(ObjectId id) {
        return id == null ? null : session.store().find(id.harbour());
    }

    private static String path(String type, ObjectId id) {
        String first = ObjectId.encode(id.part(1));
        if (Types.LIGHTHOUSE.equals(type)) {
            return "/lighthouses/" + first;
        }
        if (Types.KEEPER.equals(type)) {
            return "/keepers/" + first;
        }
        if (Types.LAMP.equals(type)) {
            return "/lighthouses/" + first + "/lamps/" + ObjectId.encode(id.part(2));
        }
        return null;
    }

    private Entity snapshot(String type, String harbourId, Fields answer) {
        if (Types.LIGHTHOUSE.equals(type)) {
            return lighthouse(harbourId, answer);
        }
        if (Types.KEEPER.equals(type)) {
            return keeper(harbourId, answer);
        }
        return lamp(ObjectId.of(harbourId, answer.text("lighthouse")), answer);
    }

    Lighthouse lighthouse(String harbourId, Fields answer) {
        return new Lighthouse(
                session,
                ObjectId.of(harbourId, answer.text("id")),
                answer.text("name"),
                answer.number("height"),
                answer.date("built"));
    }

    Lamp lamp(ObjectId lighthouse, Fields answer) {
        return new Lamp(
                session,
                ObjectId.of(lighthouse.harbour(), lighthouse.part(1), answer.text("id")),
                answer.text("colour"),
                answer.number("brightness"),
                answer.flag("lit"));
    }

    Keeper keeper(String harbourId, Fields answer) {
        return new Keeper(
                session,
                ObjectId.of(harbourId, answer.text("id")),
                answer.text("name"),
                answer.optionalText("phone"));
    }

    // ------------------------------------------------------------------ relations

    List<Harbour> harbours() {
        List<Harbour> found = new ArrayList<Harbour>();
        for (HarbourSettings settings : session.store().all()) {
            found.add(new Harbour(session, settings));
        }
        return found;
    }

    List<Lighthouse> lighthousesOf(String harbourId) {
        return lighthousesNamed(harbourId, "");
    }

    List<Lighthouse> lighthousesNamed(String harbourId, String namePart) {
        List<Lighthouse> found = new ArrayList<Lighthouse>();
        for (Fields item : pages(session.harbour(harbourId), "/lighthouses", namePart)) {
            found.add(lighthouse(harbourId, item));
        }
        return found;
    }

    List<Keeper> keepersOf(String harbourId) {
        List<Keeper> found = new ArrayList<Keeper>();
        for (Fields item : pages(session.harbour(harbourId), "/keepers", "")) {
            found.add(keeper(harbourId, item));
        }
        return found;
    }

    List<Lamp> lampsOf(ObjectId lighthouse) {
        HarbourSettings harbour = session.harbour(lighthouse.harbour());
        List<Lamp> found = new ArrayList<Lamp>();
        for (Fields item : pages(harbour, path(Types.LIGHTHOUSE, lighthouse) + "/lamps", "")) {
            found.add(lamp(lighthouse, item));
        }
        return found;
    }

    /** The keeper of a lighthouse, or null. */
    Keeper keeperOf(ObjectId lighthouse) {
        Office office = session.office(lighthouse.harbour(), shortDeadline());
        Fields answer = office.get(path(Types.LIGHTHOUSE, lighthouse) + "/keeper");
        return answer == null ? null : keeper(lighthouse.harbour(), answer);
    }

    /** All items of a list, page by page; none if what has the list is gone. */
    private List<Fields> pages(HarbourSettings harbour, String path, String namePart) {
        Office office = session.office(harbour, Deadline.after(RELATION_MILLIS));
        List<Fields> found = new ArrayList<Fields>();
        List<Fields> page;
        do {
            Fields answer = office.get(pageOf(path, namePart, found.size()));
            page = answer == null ? new ArrayList<Fields>() : answer.list("items");
            found.addAll(page);
        } while (page.size() == PAGE);
        return found;
    }

    private static String pageOf(String path, String namePart, int offset) {
        return path + "?limit=" + PAGE + "&offset=" + offset + "&q=" + ObjectId.encode(namePart);
    }

    // ------------------------------------------------------------------ queries

    /**
     * Objects of a type whose name, or colour for lamps, contains a text.
     *
     * <p>The count is larger than the list if some were left out or could not be asked for.
     */
    QueryResult findAll(String type, String query) {
        String text = query == null ? "" : query.trim();
        if (Types.HARBOUR.equals(type)) {
            return harboursNamed(text);
        }
        String path = listPath(type);
        if (path == null) {
            return new QueryResult(new ArrayList<Object>(), 0);
        }
        return askAll(type, path, text);
    }

    private QueryResult harboursNamed(String text) {
        List<Harbour> found = new ArrayList<Harbour>();
        for (Harbour harbour : harbours()) {
            if (lower(harbour.getName()).contains(lower(text))) {
                found.add(harbour);
            }
        }
        return new QueryResult(found, found.size());
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static String listPath(String type) {
        if (Types.LIGHTHOUSE.equals(type)) {
            return "/lighthouses";
        }
        if (Types.KEEPER.equals(type)) {
            return "/keepers";
        }
        return Types.LAMP.equals(type) ? "/lamps" : null;
    }

    private QueryResult askAll(String type, String path, String text) {
        Deadline deadline = Deadline.after(ALL_MILLIS);
        List<HarbourSettings> harbours = session.store().all();
        QueryResult found = new QueryResult(new ArrayList<Object>(), 0);
        LighthouseException last = null;
        int silent = 0;
        for (HarbourSettings harbour : harbours) {
            try {
                askOne(type, harbour, deadline, path, text, found);
            } catch (LighthouseException e) {
                // already logged with the harbour's id; the others may still answer
                last = e;
                silent++;
            }
        }
        if (last != null && silent == harbours.size()) {
            throw last;
        }
        found.setTotalCount(found.getTotalCount() + silent);
        return found;
    }

    private void askOne(
            String type,
            HarbourSettings harbour,
            Deadline deadline,
            String path,
            String text,
            QueryResult found) {
        Office office = session.office(harbour, deadline);
        List<Fields> page;
        int seen = 0;
        double total;
        do {
            Fields answer = existing(office.get(pageOf(path, text, seen)), harbour.name);
            page = answer.list("items");
            total = answer.number("total");
            seen += page.size();
            for (Fields item : page) {
                found.addElement(snapshot(type, harbour.id, item));
            }
        } while (page.size() == PAGE && found.getElements().size() < MOST_FOUND);
        found.setTotalCount(found.getTotalCount() + (long) total);
    }
}
