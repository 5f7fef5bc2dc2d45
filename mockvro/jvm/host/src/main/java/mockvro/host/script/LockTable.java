package mockvro.host.script;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The locks of the global LockingSystem; they belong to the Orchestrator, not to a run. */
final class LockTable {

  private static final int LOOK_AGAIN_MS = 20;

  private final Map<String, String> owners = new LinkedHashMap<>();

  /** Takes a lock if it is free or held by the same owner already. */
  synchronized boolean lock(String id, String owner) {
    return owners.putIfAbsent(id, owner) == null || owners.get(id).equals(owner);
  }

  /** Waits for a lock, at most to the end of the run. */
  void lockAndWait(Run run, String id, String owner) {
    while (!lock(id, owner)) {
      run.pause(LOOK_AGAIN_MS);
    }
  }

  /** Gives a lock back; another owner's stays (unverified: the tolerant choice). */
  synchronized void unlock(String id, String owner) {
    owners.remove(id, owner);
  }

  /** Gives all locks back. */
  synchronized void unlockAll() {
    owners.clear();
  }

  /** All locks as pairs of id and owner. */
  synchronized List<List<String>> all() {
    List<List<String>> pairs = new ArrayList<>();
    owners.forEach((id, owner) -> pairs.add(List.of(id, owner)));
    return pairs;
  }
}
