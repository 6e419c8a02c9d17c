package io.contrailkube.standins.contrail;

import java.util.List;

/** One property of a type: the shape of its value, and how it is stored. */
record PropertySchema(String name, FieldSchema value, Storage storage, String wrapper, String key) {

    /** Whole, or element by element in a map or a list (API-30). */
    enum Storage {
        PLAIN,
        MAP,
        LIST
    }

    boolean isCollection() {
        return storage != Storage.PLAIN;
    }

    /** The value of a plain field or a member of a shape. */
    record FieldSchema(String type, boolean array, List<String> allowed, long least, long most) {
        boolean hasRange() {
            return least != Long.MIN_VALUE;
        }
    }
}
