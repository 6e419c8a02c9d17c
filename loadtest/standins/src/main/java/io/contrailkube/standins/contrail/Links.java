package io.contrailkube.standins.contrail;

import io.contrailkube.standins.http.Request;

/** Absolute links under the scheme and host that the request named (API-11). */
record Links(String base) {
    static Links of(Request request) {
        return new Links(request.scheme() + "://" + request.headers().first("Host", "localhost"));
    }

    String to(ConfigObject object) {
        return base + object.path();
    }

    String to(String type, String uuid) {
        return base + "/" + type + "/" + uuid;
    }
}
