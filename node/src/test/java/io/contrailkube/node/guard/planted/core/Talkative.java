package io.contrailkube.node.guard.planted.core;

import java.net.http.HttpClient;

/** A core that talks. */
final class Talkative {
    final HttpClient client = HttpClient.newHttpClient();
}
