//! The interface: messages, names, addresses, pages and the API, by way of the router and without sockets.

mod messages;
