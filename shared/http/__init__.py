"""nameko's web server made safe: bounded requests, problem+json answers, one log line a request.

`shared.http.route.route` makes an entrypoint, `shared.http.answers` its answers.
"""
