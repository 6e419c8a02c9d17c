package io.contrailkube.standins.contrail;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** What all parts of one server share: its release, its types, its objects, its clock and what it hands out. */
record World(Line line, Schema schema, Store store, Moment clock, Allocations allocations) {

    static World empty(Line line) {
        return new World(line, Schema.load(line), new Store(), new Moment(), new Allocations());
    }

    TypeSchema type(String name) {
        return schema.type(name);
    }

    Python python() {
        return new Python(line);
    }

    @Nullable
    ConfigObject find(String type, List<String> fqName) {
        return store.find(schema.type(type), fqName);
    }

    /** The object of that uuid when it is of that type. */
    @Nullable
    ConfigObject find(String type, String uuid) {
        ConfigObject found = store.find(uuid);
        return found != null && found.is(type) ? found : null;
    }

    /** A random version 4 uuid; not from the secure generator, whose lock and entropy cost more than a create. */
    static String uuid() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = (random.nextLong() & 0xffffffffffff0fffL) | 0x4000L;
        long low = (random.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
        return new UUID(high, low).toString();
    }
}
